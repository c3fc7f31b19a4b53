"""Cases: lists, one case, its journal, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import CaseId, DocumentId
from server.services import (
    attaching,
    auditing,
    finding,
    looking_back,
    pictures,
    retrying,
    revealing,
    signings,
)
from server.web.api.given_cases import (
    CaseOut,
    CasePastOut,
    CasesOut,
    JournalLineOut,
    RetriedOut,
    VerdictOut,
)
from server.web.api.given_signing import SigningOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn, CasesAsked, JournalAsked, PastAsked
from server.web.api.taken_registers import WhyIn
from server.web.context import actor, tools
from server.web.files import download
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

    from flask import Response

    from server.domain.reading import CasePage, CasePast, CasePicture, JournalLine, Signing
    from server.services.auditing import Verdict

cases = Blueprint("api_cases", __name__)
TAG = "cases"


@cases.get("/cases")
@needs()
@speaks(
    Endpoint(
        summary="Cases that you started, or in which you completed something.",
        summary_zh="我发起的（started）或已办（done）事项。",
        tag=TAG,
        asks=CasesAsked,
        gives=CasesOut,
    )
)
def list_cases() -> CasePage:
    """Lists cases, newest first."""
    said = asked(CasesAsked)
    read = finding.done if said["list"] == "done" else finding.started
    return read(tools(), actor(), said["cursor"])


@cases.get("/cases/<uuid:case>")
@needs()
@speaks(
    Endpoint(
        summary="Where a case is, who has it, and what happened.",
        summary_zh="事项现状、经办人与办理经过。",
        tag=TAG,
        gives=CaseOut,
    )
)
def show(case: UUID) -> CasePicture:
    """Shows one case."""
    return pictures.case(tools(), actor(), CaseId(case))


@cases.get("/cases/<uuid:case>/signings")
@needs()
@speaks(
    Endpoint(
        summary="How several sign steps of a case: who, what they said, what is still needed; every round.",
        summary_zh="会签情况：会签人、意见、还差多少，逐轮列出。",
        tag=TAG,
        gives=SigningOut,
        many=True,
    )
)
def list_signings(case: UUID) -> tuple[Signing, ...]:
    """Lists rounds of signing, those under way first, then the latest."""
    return signings.signings(tools(), actor(), CaseId(case))


@cases.post("/cases/<uuid:case>/retry")
@needs("administer")
@speaks(
    Endpoint(
        summary="Try again the automatic steps that failed in a case, once their cause is mended.",
        summary_zh="消除原因后，重试事项中未能执行的自动步骤。",
        tag=TAG,
        takes=ActIn,
        gives=RetriedOut,
    )
)
def retry(case: UUID) -> dict[str, int]:
    """Tries again what failed."""
    sent(ActIn)
    return {"steps": retrying.retry_all(tools(), actor(), CaseId(case), request_key())}


@cases.get("/cases/<uuid:case>/journal")
@needs()
@speaks(
    Endpoint(
        summary="The journal of a case; ask again with `after` set to the last `seq`.",
        summary_zh="事项的原始记录；以最后一条的 seq 作为 after 继续读取。",
        tag=TAG,
        asks=JournalAsked,
        gives=JournalLineOut,
        many=True,
    )
)
def journal(case: UUID) -> tuple[JournalLine, ...]:
    """Lists journal entries, oldest first."""
    said = asked(JournalAsked)
    return auditing.journal(tools(), actor(), CaseId(case), said["after"], said["limit"])


@cases.post("/cases/<uuid:case>/personal-data")
@needs()
@speaks(
    Endpoint(
        summary="Have personal data shown unmasked for the rest of the day; that and the reason stay in the journal.",
        summary_zh="写明理由，当日显示未遮盖的个人信息；显示的人和理由记入办理过程。",
        tag=TAG,
        takes=WhyIn,
    )
)
def show_personal_data(case: UUID) -> None:
    """Shows personal data."""
    reason = sent(WhyIn)["reason"]
    revealing.show_personal_data(tools(), actor(), CaseId(case), reason, request_key())


@cases.get("/cases/<uuid:case>/past")
@needs()
@speaks(
    Endpoint(
        summary="How a case stood at a moment, told from its journal.",
        summary_zh="回看某一时刻的办理情况。",
        tag=TAG,
        asks=PastAsked,
        gives=CasePastOut,
    )
)
def past(case: UUID) -> CasePast:
    """Shows a case as it was."""
    return looking_back.past(tools(), actor(), CaseId(case), asked(PastAsked)["at"])


@cases.get("/verification")
@needs("verify")
@speaks(
    Endpoint(
        summary="Recompute every journal; takes as long as there are entries.",
        summary_zh="核验全部办理记录，记录越多用时越长。",
        tag=TAG,
        gives=VerdictOut,
    )
)
def verification() -> Verdict:
    """Tells which journals were changed outside the system."""
    return auditing.verify(tools(), actor())


@cases.get("/documents/<uuid:document>")
@needs()
@speaks(
    Endpoint(
        summary="An attached file, as it was sent.",
        summary_zh="下载附件。",
        tag=TAG,
        media_type="application/octet-stream",
    )
)
def document(document: UUID) -> Response:
    """Gives a file, always as an attachment."""
    return download(document)


@cases.post("/documents/<uuid:document>/remove")
@needs()
@speaks(
    Endpoint(
        summary="Take a file away from work that is not done yet.",
        summary_zh="移除尚未办结的待办中的附件。",
        tag=TAG,
        takes=ActIn,
    )
)
def remove(document: UUID) -> None:
    """Takes a file away."""
    sent(ActIn)
    attaching.remove(tools(), actor(), DocumentId(document), request_key())
