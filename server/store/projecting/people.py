"""What the facts about people do to the tables: who stands in, where nobody is, what they are told and subscribe to."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.certificates import CertificateRow
from server.store.feeds import FeedRow
from server.store.gathered import Gathered
from server.store.mail_rows import MailChoiceRow
from server.store.substitutions import SubstitutionRow
from server.store.vacancies import VacancyRow


def substitution_made(gathered: Gathered, entry: Entry, fact: f.SubstitutionMade) -> None:
    """Somebody stands in for the holder of a post."""
    gathered.put(
        SubstitutionRow,
        id=fact.substitution,
        made_at=entry.at,
        made_by=entry.person,
        absent=fact.absent,
        substitute=fact.substitute,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        post=fact.post,
        processes=list(fact.processes),
        reason=fact.digest,
    )


def substitution_ended(gathered: Gathered, entry: Entry, fact: f.SubstitutionEnded) -> None:
    """It counts no more."""
    gathered.change(SubstitutionRow, fact.substitution, ended_at=entry.at)


def vacancy_found(gathered: Gathered, entry: Entry, fact: f.VacancyFound) -> None:
    """Administrators find it in their list."""
    gathered.put(VacancyRow, body=fact.body, role=fact.role, at=entry.at)


def vacancy_filled(gathered: Gathered, _entry: Entry, fact: f.VacancyFilled) -> None:
    """It is out of the list."""
    gathered.remove(VacancyRow, fact.body, fact.role)


def certificate_ending(gathered: Gathered, _entry: Entry, fact: f.CertificateEnding) -> None:
    """Its holder is not told again of the same day."""
    gathered.change(CertificateRow, fact.certificate, told=fact.valid_to)


def mail_chosen(gathered: Gathered, entry: Entry, fact: f.MailChosen) -> None:
    """From now on mail comes so; an address that was refused is tried anew."""
    gathered.put(
        MailChoiceRow,
        person=fact.person,
        chosen_at=entry.at,
        refused_at=None,
        workdays=fact.workdays,
        groups=list(fact.groups),
        rhythm=fact.rhythm,
        quiet_from=fact.quiet_from,
        quiet_to=fact.quiet_to,
        language=fact.language,
        digest=fact.digest,
        refusal="",
    )


def feed_made(gathered: Gathered, entry: Entry, fact: f.FeedMade) -> None:
    """Who knows its address gets it."""
    gathered.put(
        FeedRow,
        id=fact.feed,
        made_at=entry.at,
        person=fact.person,
        digest=bytes.fromhex(fact.digest),
        whose=fact.whose,
        language=fact.language,
    )


def feed_revoked(gathered: Gathered, _entry: Entry, fact: f.FeedRevoked) -> None:
    """Nobody gets it."""
    gathered.remove(FeedRow, fact.feed)
