"""Find days written in words and figures, in many languages: text -> days with where they stand."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Day", "days", "weekdays"]

_MONTHS: Final = """
january jan janvier janv januar jänner januari enero ene gennaio gen janeiro styczeń
    stycznia ocak oca января янв січня ιανουαρίου tammikuu tammikuuta ledna január يناير
    जनवरी
february feb février févr februar februari febrero febbraio fevereiro fev luty lutego
    şubat şub февраля фев лютого φεβρουαρίου helmikuu helmikuuta února február فبراير
    फरवरी
march mar mars märz mrz maart marzo março marzec marca mart марта мар березня μαρτίου
    maaliskuu maaliskuuta března március مارس मार्च
april apr avril avr abril abr aprile kwiecień kwietnia nisan апреля апр квітня απριλίου
    huhtikuu huhtikuuta dubna április أبريل ابريل अप्रैल
may mai mei mayo maggio mag maio maj maja mayıs мая травня μαΐου toukokuu toukokuuta
    května május مايو मई
june jun juin juni junio giugno giu junho czerwiec czerwca haziran июня июн червня ιουνίου
    kesäkuu kesäkuuta června június يونيو जून
july jul juillet juil juli julio luglio lug julho lipiec lipca temmuz июля июл липня
    ιουλίου heinäkuu heinäkuuta července július يوليو जुलाई
august aug août augustus agosto ago augusti sierpień sierpnia ağustos августа авг серпня
    αυγούστου elokuu elokuuta srpna augusztus أغسطس अगस्त
september sept sep septembre septiembre settembre set setembro wrzesień września eylül
    сентября сен вересня σεπτεμβρίου syyskuu syyskuuta září szeptember سبتمبر सितंबर
october oct octobre oktober okt octubre ottobre ott outubro out październik października
    ekim октября окт жовтня οκτωβρίου lokakuu lokakuuta října október أكتوبر अक्टूबर
november nov novembre noviembre novembro listopad listopada kasım ноября ноя листопада
    νοεμβρίου marraskuu marraskuuta listopadu نوفمبر नवंबर
december dec décembre déc dezember dez diciembre dic dicembre dezembro grudzień grudnia
    aralık декабря дек грудня δεκεμβρίου joulukuu joulukuuta prosince ديسمبر दिसंबर
"""
_WEEKDAYS: Final = """
monday montag lundi lunes lunedì segunda-feira maandag mandag måndag poniedziałek
    понедельник понеділок pazartesi maanantai الاثنين الإثنين 月曜日 月曜 星期一 周一 월요일
tuesday dienstag mardi martes martedì terça-feira dinsdag tirsdag tisdag wtorek вторник
    вівторок salı tiistai الثلاثاء 火曜日 火曜 星期二 周二 화요일
wednesday mittwoch mercredi miércoles mercoledì quarta-feira woensdag onsdag środa среда
    середа среду середу çarşamba keskiviikko الأربعاء 水曜日 水曜 星期三 周三 수요일
thursday donnerstag jeudi jueves giovedì quinta-feira donderdag torsdag czwartek четверг
    четвер perşembe torstai الخميس 木曜日 木曜 星期四 周四 목요일
friday freitag vendredi viernes venerdì sexta-feira vrijdag fredag piątek пятница пятницу
    п'ятниця cuma perjantai الجمعة 金曜日 金曜 星期五 周五 금요일
saturday samstag sonnabend samedi sábado sabato zaterdag lørdag lördag sobota суббота
    субботу субота cumartesi lauantai السبت 土曜日 土曜 星期六 周六 토요일
sunday sonntag dimanche domingo domenica zondag søndag söndag niedziela воскресенье неділя
    pazar sunnuntai الأحد 日曜日 日曜 星期日 星期天 周日 일요일
"""


def _numbers(table: str) -> dict[str, int]:
    """Number the rows from 1; an indented line goes on with the row above."""
    rows = table.strip().replace("\n    ", " ").splitlines()
    return {word: number for number, row in enumerate(rows, 1) for word in row.split()}


_MONTH: Final = _numbers(_MONTHS)
_WEEKDAY: Final = _numbers(_WEEKDAYS)
_NAME: Final = "|".join(sorted(map(re.escape, _MONTH), key=lambda w: (-len(w), w)))
_DAY_NUMBER: Final = r"(?<!\d)(?P<day>[0-3]?\d)(?!\d)"
_NUMBERED: Final = rf"{_DAY_NUMBER}(?:st|nd|rd|th|er|º|ª|\.)?\s+(?:de\s+|of\s+)?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d/-]){_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"(?<![\d./]){_YEAR}[./](?P<month>[01]?\d)[./](?P<day>[0-3]?\d)(?![\d./])",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>1?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일号號]",
        rf"(?<!\w)(?P<name>{_NAME})\.?\s+{_DAY_NUMBER}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_NUMBERED}(?P<name>{_NAME})\.?,?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"(?<![\d.]){_DAY_NUMBER}\.\s?(?P<month>[01]?\d)\.\s?{_YEAR}",
        r"(?<!\d)(?P<month>1?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일号號](?!\w*間)",
        rf"(?<!\w)(?P<name>{_NAME})\.?\s+{_DAY_NUMBER}(?:st|nd|rd|th)?(?![\d,]*\d)(?!\s*%)",
        rf"{_NUMBERED}(?P<name>{_NAME})(?!\w)\.?",
    )
)
# Small, these are words of their own ("3 out of 5", "may 5"); with a year they are months.
_WORDS_TOO: Final = frozenset(
    {"ago", "dec", "dez", "dic", "gen", "jun", "mag", "maj", "mar", "march", "mart", "may", "ocak"}
    | {"out", "set"}
)
_WEEK_WORD: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _WEEKDAY), key=lambda w: (-len(w), w))) + r")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a text; `year` is None when it was not written."""

    year: int | None
    month: int
    day: int
    start: int
    end: int

    @property
    def date(self) -> dt.date | None:
        """The calendar day, or None without a year."""
        return dt.date(self.year, self.month, self.day) if self.year else None

    def in_year(self, year: int) -> dt.date | None:
        """The day in a given year, None when that year has no such day."""
        return _date(year, self.month, self.day)


def days(text: str) -> tuple[Day, ...]:
    """Return the days a text names, in order; not 3/4/2024, since nobody knows its month."""
    folded = _folded(text)
    found: list[Day] = []
    for form in _FORMS:
        for match in form.finditer(folded):
            day = _day(match)
            if day and not any(day.start < other.end and other.start < day.end for other in found):
                found.append(day)
    return tuple(sorted(found, key=lambda day: day.start))


def weekdays(text: str) -> Iterator[tuple[int, int]]:
    """Yield the weekdays a text names, 0 for Monday, each with where it stands."""
    folded = _folded(text)
    for match in _WEEK_WORD.finditer(folded):
        if number := _WEEKDAY.get(match[0].casefold()):
            yield number - 1, match.start()


def _folded(text: str) -> str:
    """Fold full-width and Arabic figures to plain ones, letter for letter, so places stay true."""
    return "".join(_figure(c) if not c.isascii() and c.isdecimal() else c for c in text)


def _figure(char: str) -> str:
    return str(unicodedata.decimal(char))


def _day(match: re.Match[str]) -> Day | None:
    fields = match.groupdict()
    name = fields.get("name")
    month = _MONTH.get(name.casefold(), 0) if name else int(fields["month"])
    year = int(fields["year"]) if fields.get("year") else None
    day = int(fields["day"])
    if name and year is None and name in _WORDS_TOO:
        return None
    # A leap year stands in for an unknown one, so that 29 February is a day.
    if _date(year or 2000, month, day) is None:
        return None
    return Day(year, month, day, match.start(), match.end())


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
