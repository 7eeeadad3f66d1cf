"""How backups are told: when, why, how large, and how they stand."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.services import backups, clock, restores
from desktop.services.backups import Backup, Reason, Standing
from desktop.views.days import short_day
from desktop.views.side_list import SideState

PAGE = "backups"
_OLD = timedelta(days=8)
"""A record in use is backed up at least each time it is closed."""

translate = QCoreApplication.translate


def side_state(record: Path) -> SideState:
    """The line in the side list; a trouble opens the page."""
    standing = backups.standing(record)
    newest = standing.newest
    if standing.is_faulty:
        return SideState(translate("Backups", "Backups stopped"), "save", PAGE)
    if standing.trouble:
        return SideState(translate("Backups", "Backup failed"), "save", PAGE)
    if newest is None:
        return SideState(translate("Backups", "No backup yet"), "save")
    if clock.now() - newest.made_at > _OLD and backups.is_changed(record):
        day = short_day(newest.made_at.astimezone().date(), clock.now().astimezone().date())
        return SideState(translate("Backups", "Last backup {day}").format(day=day), "save", PAGE)
    return SideState(translate("Backups", "Backup {when}").format(when=when(newest.made_at)), "save")


def when(moment: datetime) -> str:
    """ "today 07:55", "yesterday 17:20", "Nov 12 09:10", here and now."""
    here, today = moment.astimezone(), clock.now().astimezone().date()
    time = f"{here:%H:%M}"
    if here.date() == today:
        return translate("Backups", "today {time}").format(time=time)
    if here.date() == today - timedelta(days=1):
        return translate("Backups", "yesterday {time}").format(time=time)
    return f"{short_day(here.date(), today)} {time}"


def begun(words: str) -> str:
    """Where it begins a line."""
    return words[:1].upper() + words[1:]


def reason(backup: Backup) -> str:
    words: dict[Reason, str] = {
        Reason.SCHEDULE: translate("Backups", "by the schedule"),
        Reason.QUIT: translate("Backups", "on closing"),
        Reason.UPGRADE: translate("Backups", "before an upgrade"),
        Reason.IMPORT: translate("Backups", "before an import"),
        Reason.RESTORE: translate("Backups", "before a restore"),
        Reason.ENCRYPTION: translate("Backups", "before the encryption was changed"),
        Reason.ASKED: translate("Backups", "when asked"),
    }
    return words[backup.reason] if backup.reason else translate("Backups", "unknown")


def holds(counts: Mapping[str, int] | None) -> str:
    """ "24 agreements, 525 sign-offs, 5,031 entries of hours": what is looked for in a list."""
    some = {name: (counts or {}).get(name, 0) for name in ("agreement", "sign_off", "hour_entry")}
    return restores.lost_words(some) or translate("Backups", "nothing yet")


def size(backup: Backup) -> str:
    return QLocale().formattedDataSize(backup.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def trial(standing: Standing) -> str:
    """When a restore was last tried, and what came of it."""
    if standing.tried_at is None:
        return translate("Backups", "A restore was never tried.")
    good, bad = translate("Backups", "passed"), translate("Backups", "failed")
    words = translate("Backups", "A restore was last tried {when} and {outcome}.")
    return words.format(when=when(standing.tried_at), outcome=good if standing.tried_ok else bad)
