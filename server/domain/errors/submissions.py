"""Refusals about answers that are given in and signed after their holder."""

from __future__ import annotations

from server.domain.errors.families import Conflict, Invalid


class SubmittedAlready(Conflict):
    """The answer was given in and waits for those who sign after it. Take it back to change it, or wait until they have signed."""

    zh = "内容已送签，签署完毕之前不能再办理。需要修改的，请先撤回送签。"


class SignatureStandsStill(Invalid):
    """The step after this one can't be carried out just now; the administrators are told. Your signature is not kept. Sign again when they have mended it."""

    zh = "后续步骤暂时无法执行，管理员已收到通知。您的签署没有保存，问题消除后请重新签署。"


class SignatureWanted(Conflict):
    """The last signature is not given yet: nobody can carry the step out without it. Mend the cause, then have it signed again."""

    zh = "最后一份签署尚未作出，不能代为重试或者跳过。请先改正原因（改正时不勾选重试），再请签署人重新签署。"
