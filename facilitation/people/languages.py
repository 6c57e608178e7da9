"""Languages as people name them, kept as ISO 639-1 codes so that everyone's "English" is the same."""

from functools import cache

from facilitation.errors import UserError
from facilitation.people import codes
from facilitation.people.plainly import folded, kept

MOST = 12

# ISO 639-1, as the Library of Congress lists it, by the English name in common use.
_NAMED = """
aa Afar|ab Abkhazian|af Afrikaans|ak Akan|am Amharic|ar Arabic|an Aragonese|as Assamese|av Avaric|ay Aymara
az Azerbaijani|ba Bashkir|be Belarusian|bg Bulgarian|bi Bislama|bm Bambara|bn Bengali|bo Tibetan|br Breton
bs Bosnian|ca Catalan|ce Chechen|ch Chamorro|co Corsican|cs Czech|cv Chuvash|cy Welsh|da Danish|de German
dv Divehi|dz Dzongkha|ee Ewe|el Greek|en English|eo Esperanto|es Spanish|et Estonian|eu Basque|fa Persian
ff Fulah|fi Finnish|fj Fijian|fo Faroese|fr French|fy Frisian|ga Irish|gd Gaelic|gl Galician|gn Guarani
gu Gujarati|gv Manx|ha Hausa|he Hebrew|hi Hindi|ho Hiri Motu|hr Croatian|ht Haitian|hu Hungarian|hy Armenian
hz Herero|id Indonesian|ig Igbo|ii Nuosu|ik Inupiaq|io Ido|is Icelandic|it Italian|iu Inuktitut|ja Japanese
jv Javanese|ka Georgian|kg Kongo|ki Kikuyu|kj Kwanyama|kk Kazakh|kl Greenlandic|km Khmer|kn Kannada|ko Korean
kr Kanuri|ks Kashmiri|ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Ganda|li Limburgish
ln Lingala|lo Lao|lt Lithuanian|lu Luba-Katanga|lv Latvian|mg Malagasy|mh Marshallese|mi Maori|mk Macedonian
ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|my Burmese|na Nauru|nb Norwegian Bokmål|nd Ndebele
ne Nepali|ng Ndonga|nl Dutch|nn Norwegian Nynorsk|no Norwegian|nv Navajo|ny Chichewa|oc Occitan|oj Ojibwa
om Oromo|or Oriya|os Ossetian|pa Punjabi|pl Polish|ps Pashto|pt Portuguese|qu Quechua|rm Romansh|rn Rundi
ro Romanian|ru Russian|rw Kinyarwanda|sa Sanskrit|sc Sardinian|sd Sindhi|se Sami|sg Sango|si Sinhala|sk Slovak
sl Slovenian|sm Samoan|sn Shona|so Somali|sq Albanian|sr Serbian|ss Swati|st Sotho|su Sundanese|sv Swedish
sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|tl Tagalog|tn Tswana|to Tongan|tr Turkish
ts Tsonga|tt Tatar|tw Twi|ty Tahitian|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek|ve Venda|vi Vietnamese|vo Volapük
wa Walloon|wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba|za Zhuang|zh Chinese|zu Zulu
"""

_ALSO = """
de deutsch|fr français|fr francais|es español|es espanol|es castellano|it italiano|pt português|pt portugues
nl nederlands|pl polski|sv svenska|da dansk|fi suomi|no norsk|cs čeština|hu magyar|ro română|tr türkçe
el ελληνικά|ru русский|uk українська|bg български|ar العربية|he עברית|hi हिन्दी|bn বাংলা|ja 日本語|ko 한국어
zh 中文|zh mandarin|zh cantonese|fa farsi|tl filipino|ga gaeilge|ca català|vi tiếng việt|th ไทย|hr hrvatski
sr srpski|sk slovenčina|sl slovenščina|et eesti|lv latviešu|lt lietuvių|id bahasa indonesia|ms bahasa melayu
"""


@cache
def names() -> dict[str, str]:
    """Return the English name of each language by its code."""
    return codes.table(_NAMED)


@cache
def _codes() -> dict[str, str]:
    """Return the code by everything the language is called."""
    found = {folded(name): code for code, name in names().items()}
    for line in _ALSO.split("\n"):
        for pair in line.split("|"):
            if pair:
                code, name = pair.split(" ", 1)
                found[folded(name)] = code
    return found | {code: code for code in names()}


def say(code: str) -> str:
    """Return the language's English name, or what was kept where it has none."""
    return names().get(code, code)


def read(text: str, field: str | None = None) -> tuple[str, ...]:
    """Return the codes of the languages that a list names, each once; raises UserError with the nearest name."""
    found: dict[str, None] = {}
    for part in kept(text).replace(";", ",").replace("/", ",").split(","):
        word = folded(part)
        if not word:
            continue
        # "en-GB" and "pt_BR" are the language, whatever the country.
        code = _codes().get(word) or _codes().get(word.replace("_", "-").partition("-")[0])
        if code is None:
            example = "Write names with commas between, such as: English, German"
            raise codes.unknown("language", part.strip(), names(), example, field)
        found[code] = None
    if len(found) > MOST:
        raise UserError(f"I keep up to {MOST} languages. Leave some out.", field=field)
    return tuple(found)
