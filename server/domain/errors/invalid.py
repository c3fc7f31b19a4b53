"""What isn’t right in what was sent (422)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors.families import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from server.domain.process import Change, Problem


class AnswerWrong(Invalid):
    """Some fields are not right yet. Correct those listed below."""

    zh = "有些内容尚需改正，请按下列说明修改。"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__()


class Fault:
    """One field that is not right, and what to do, in both languages."""

    __slots__ = ("field", "sentence_en", "zh")

    def __init__(self, *, field: str, zh: str, en: str) -> None:
        self.field = field
        self.zh = zh
        self.sentence_en = en

    def sentence(self, language: str) -> str:
        """What people read, in ``zh`` or ``en``."""
        return self.zh if language.startswith("zh") else self.sentence_en


class StandsInForSelf(Invalid):
    """Nobody stands in for themselves. Choose a colleague."""

    zh = "不能由本人代理本人的岗位。请另选一位同事。"


class PostNotHeld(Invalid):
    """That person doesn't hold this post on any of these days. Check post and days."""

    zh = "该人员在所选日期不担任此岗位。请核对岗位和日期。"


class ChoiceWanted(Invalid):
    """Choose one of: {choices}."""

    zh = "请选择其一：{choices}。"


class NothingToChoose(Invalid):
    """This step offers nothing to choose. Send it without a choice."""

    zh = "此环节没有可选的去向，请去掉所作的选择。"


class TooManyAtOnce(Invalid):
    """Choose at least one and at most {most} pieces of work at once, and do the others after them."""

    zh = "一次请选择 1 至 {most} 项工作，其余分批办理。"


class NotAlike(Invalid):
    """This work is of another step or version than the first. Take it out and do it by itself."""

    zh = "此项工作与第一项的环节或版本不同，不能一起办结。请去掉，单独办理。"


class SheetRefused(Invalid):
    """The spreadsheet was not read: {why}. Correct it and choose it again."""

    zh = "没有读入表格：{why}。请改正后重新选择。"


class UnusableText(Invalid):
    """A text holds the character NUL, which can't be kept. Take it out."""

    zh = "文字中含有无法保存的空字符（NUL），请删去。"


class DiagramRefused(Invalid):
    """The process was not deployed; nothing was changed. Mend the {count} things named."""

    zh = "流程未部署，原有内容未变。请修改所列 {count} 处。"

    def __init__(self, problems: Iterable[Problem], changes: Iterable[Change] = ()) -> None:
        self.problems = tuple(problems)
        self.changes = tuple(changes)
        """What a lenient deployment would change."""
        super().__init__(count=len(self.problems) + len(self.changes))


class DecisionsRefused(Invalid):
    """The decisions were not deployed; nothing was changed. Mend the {count} things named."""

    zh = "决策模型未部署，原有内容未变。请修改所列 {count} 处。"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))


class DecisionWanted(Invalid):
    """Name one of these decisions: {decisions}."""

    zh = "请指明其中一项决策：{decisions}。"


class Undecided(Invalid):
    """Nothing was decided: {cause}. Correct the inputs or the model."""

    zh = "未能得出决策：{cause}。请改正输入或模型。"


class FileTooLarge(Invalid):
    """The file is larger than {limit} MB. Make it smaller or split it."""

    zh = "附件超过 {limit} MB，请压缩或拆分后再传。"


class TooManyFiles(Invalid):
    """This piece of work has {limit} files already. Take one away first, or put several into one PDF."""

    zh = "本项工作已有 {limit} 个附件，请先删除一个，或将多个文件合并为一个 PDF。"


class FileKindRefused(Invalid):
    """Files of this kind ({kind}) are not taken. Use pictures, PDF, Word, Excel, audio or video."""

    zh = "不接收此类附件（{kind}）。请使用图片、PDF、Word、Excel、音频或视频。"


class DiskFull(Invalid):
    """The server has no room for the file; nothing was stored. Tell the administrator and try again later."""

    zh = "服务器存储空间不足，附件未保存。请告知管理员，稍后再试。"
    status = 507


class CursorWrong(Invalid):
    """That page mark is not one of ours. Begin with the first page."""

    zh = "分页标记无效，请从第一页开始。"


class StepFailed(Invalid):
    """{step} can't be carried out: {cause}. {stands}. Try again when that is mended{whom}."""

    zh = "{step}无法执行：{cause}。{stands}。{whom}问题消除后请重试。"

    def __init__(
        self,
        *,
        cause: tuple[str, str],
        element: str,
        read: Mapping[str, object] | None = None,
    ) -> None:
        self.element = element
        self.read = dict(read or {})
        """What the step read of the data, for those who mend it."""
        self.case: UUID | None = None
        """Where it failed, when that is known: perhaps another case than the one that was pushed."""
        self.version: UUID | None = None
        self.causes = cause
        """What it failed by, in Chinese and English."""
        self.step = ("", "")
        """What the diagram calls it, in Chinese and English, when that is known."""
        super().__init__(
            step=_called(element, *self.step),
            cause=cause,
            element=element,
            stands=("事项保持原状", "The case stands as before"),
            whom=("请告知管理员，", "; tell the administrator"),
        )

    def call(self, step: tuple[str, str]) -> None:
        """Say by its name, Chinese and English, which step it is; the id stands beside it."""
        self.step = step
        self.values["step"] = _called(self.element, *step)

    def tell_administrator(self) -> None:
        """Say it to whoever mends such things."""
        self.values["whom"] = ("", "")

    def tell_nothing_began(self) -> None:
        """Say it to whoever wanted to begin a case."""
        self.values["stands"] = ("事项没有发起", "No case was begun")


def _called(element: str, zh: str, en: str) -> tuple[str, str]:
    if not element:
        return "下一步", "The next step"
    if zh in {"", element}:
        return f"“{element}”", f"“{element}”"
    return f"“{zh}”（{element}）", f"“{en or zh}” ({element})"


class StepStandsStill(Invalid):
    """The step after this one can't be carried out just now; the administrators are told. What you typed is kept as a draft. Send it again when they have mended it."""

    zh = "后续步骤暂时无法执行。您填写的内容已留作草稿，管理员已收到通知；问题消除后请重新提交。"


class ReasonWanted(Invalid):
    """The reason stays in the history of the case. Give one, in at most {letters} characters."""

    zh = "请写明理由，不超过 {letters} 字；理由会留在事项记录中。"


class NothingBegan(Invalid):
    """This case did not begin, so it has no data to correct. Mend its process or the papers of the county, then retry."""

    zh = "该事项未能发起，没有可更正的数据。请修改流程或本县资料后重试。"


class UnknownNames(Invalid):
    """Neither this case nor its process knows {names}. Check the spelling; what there is: {known}."""

    zh = "该事项及其流程中没有名为 {names} 的数据，请核对拼写。现有：{known}。"


class NoSuchFlow(Invalid):
    """No flow {flow} leads on from this step. Name one of these, or none: {flows}."""

    zh = "没有从此步骤出发的连线 {flow}。请填写以下之一，或不填：{flows}。"


class NothingToCorrect(Invalid):
    """These values are what the case has already. Correct at least one."""

    zh = "这些数据与现有数据相同，请至少更正一项。"


class ValueTooDeep(Invalid):
    """What was sent is nested over {levels} levels deep. Send it flatter."""

    zh = "提交的内容嵌套超过 {levels} 层，请减少层次后再提交。"


class MembersWrong(Invalid):
    """There is no body {body} to add. Choose bodies of the county by their short latin names."""

    zh = "没有单位“{body}”，不能加签。请填写本县单位的代号。"


class ParameterWrong(Invalid):
    """{field} has to be {wanted}. Correct what the step before it gives, or ask the administrator."""

    zh = "{field} 须为{wanted}。请改正前一步骤给出的内容，或联系管理员。"


class NoSuchField(Invalid):
    """The data store has no field {field}. Use one of: {fields}."""

    zh = "数据存储没有字段“{field}”。请使用：{fields}。"


class KeyWanted(Invalid):
    """Send an Idempotency-Key header with every POST."""

    zh = "每个 POST 请求须带 Idempotency-Key。"
    status = 400


class ViewNameWrong(Invalid):
    """Give the view a name of at most {most} characters."""

    zh = "请给视图起一个名称，不超过 {most} 个字符。"
