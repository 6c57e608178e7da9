"""Questions and their answers in tables."""

from sqlalchemy import Connection, bindparam

from facilitation.errors import NotFound
from facilitation.knowledge.model import Answer, Question
from storage.help_tables import answer, question
from storage.rows import Rows, insert_new

_QUESTIONS = Rows(Question, question, "id")
_ANSWERS = Rows(Answer, answer, "id")

_OF_MEMBER = (
    _QUESTIONS.select.where(question.c.asker == bindparam("asker"))
    .order_by(question.c.ordinal.desc())
    .limit(bindparam("most"))
)
_TO = _ANSWERS.select.where(answer.c.question == bindparam("question")).order_by(
    answer.c.at, answer.c.ordinal
)


class Questions:
    """Where questions and answers are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, question_id: str) -> Question:
        """Return the question; raises NotFound."""
        found = _QUESTIONS.named(self._connection, question_id)
        if found is None:
            raise NotFound("That question is no longer there. Type `ask` to ask one.")
        return found

    def save(self, question: Question) -> Question:
        """Write the question; raises Conflict when it has changed since it was read."""
        return _QUESTIONS.save(self._connection, question)

    def of_member(self, member: str, limit: int = 10) -> list[Question]:
        """Return a member's questions, newest first."""
        return _QUESTIONS.all(self._connection, _OF_MEMBER, asker=member, most=limit)

    def answer(self, answer: Answer) -> bool:
        """Write an answer, unless this member has answered the question already; tell whether it was written."""
        new = insert_new(self._connection, _ANSWERS.table)
        return self._connection.execute(new, _ANSWERS.row(answer)).rowcount == 1

    def get_answer(self, answer_id: str) -> Answer:
        """Return the answer; raises NotFound."""
        found = _ANSWERS.named(self._connection, answer_id)
        if found is None:
            raise NotFound("That answer is no longer there. Type `ask` to ask anew.")
        return found

    def answers(self, question: str) -> list[Answer]:
        """Return a question's answers, oldest first."""
        return _ANSWERS.all(self._connection, _TO, question=question)
