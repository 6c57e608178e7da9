"""Ralph as it is, and one address more, which says what its model of a statement finds wrong; run by Ralph's Python."""

# mypy: ignore-errors
from fastapi import Request
from pydantic import ValidationError
from ralph.api import app
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
from ralph.models.xapi.base.statements import BaseXapiStatement

# by itself it writes its file once, and fails from then on
FSLRSBackend.default_operation_type = BaseOperationType.APPEND


@app.post("/strictly")
async def strictly(request: Request) -> list[str]:
    """Return a line for each statement that is not one."""
    found = []
    for one in await request.json():
        try:
            BaseXapiStatement.model_validate(one)
        except ValidationError as error:
            found.append(f"{one.get('id')}: {error}")
    return found
