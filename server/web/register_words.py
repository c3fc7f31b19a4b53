"""Registers and their columns, as people call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.registers import Register
from server.web.hook_words import event_words
from server.web.speech import gettext

if TYPE_CHECKING:
    from flask import Flask


def teach(app: Flask) -> None:
    """The words that templates use of registers."""
    said = (
        act_words,
        certificate_words,
        column_words,
        entry_state_words,
        event_words,
        level_words,
        paper_words,
        register_words,
        state_words,
    )
    app.jinja_env.filters.update({f.__name__: f for f in said})


def register_words(register: str) -> str:
    """What a register is called."""
    said = {
        Register.BODIES: gettext("单位"),
        Register.POSTS: gettext("岗位"),
        Register.PERSONS: gettext("人员"),
        Register.HOLDINGS: gettext("任职"),
        Register.CERTIFICATES: gettext("执法证"),
        Register.HOOKS: gettext("接收端"),
        Register.PAPERS: gettext("基础文本"),
    }
    return str(said[Register(register)])


def column_words(column: str) -> str:
    """What a column of a register is called."""
    said = {
        "id": gettext("代号"),
        "name": gettext("名称"),
        "name_en": gettext("英文名称"),
        "short_name": gettext("简称"),
        "kind": gettext("类型"),
        "level": gettext("层级"),
        "parent": gettext("上级单位"),
        "located_in": gettext("驻在单位"),
        "fields": gettext("执法领域"),
        "document_code": gettext("机关代字"),
        "valid_from": gettext("起始日"),
        "valid_to": gettext("截止日"),
        "body": gettext("所属单位"),
        "title": gettext("岗位名称"),
        "title_en": gettext("岗位英文名称"),
        "roles": gettext("职能"),
        "login": gettext("账号"),
        "person": gettext("人员账号"),
        "post": gettext("岗位代号"),
        "text": gettext("文本"),
        "number": gettext("证号"),
        "issuer": gettext("发证机关"),
        "area": gettext("执法区域"),
        "state": gettext("状态"),
        "address": gettext("推送地址"),
        "kinds": gettext("事件"),
        "bodies": gettext("限于单位"),
        "processes": gettext("限于流程"),
        "note": gettext("暂停、收回的理由"),
        "seconded_from": gettext("原单位（借调）"),
        "effective": gettext("生效日"),
        "merged_into": gettext("并入单位"),
        "reviewed_until": gettext("年审有效期至"),
    }
    return str(said.get(column, column))


def paper_words(kind: str) -> str:
    """What a kind of paper is called."""
    said = {
        "calendar": gettext("工作日历"),
        "clocks": gettext("时限表"),
        "county": gettext("县区资料"),
    }
    return str(said.get(kind, kind))


def level_words(level: str) -> str:
    """A level of government."""
    said = {
        "province": gettext("省级"),
        "city": gettext("市级"),
        "county": gettext("县级"),
        "township": gettext("乡镇级"),
    }
    return str(said.get(level, level))


def certificate_words(kind: str) -> str:
    """What a certificate is for."""
    said = {"enforcement": gettext("行政执法证"), "supervision": gettext("行政执法监督证")}
    return str(said[kind])


def entry_state_words(state: str) -> str:
    """How an entry stands that has a state: a certificate by its issuer, a hook by administrators."""
    said = {
        "valid": gettext("有效"),
        "suspended": gettext("已暂停"),
        "revoked": gettext("已收回"),
        "on": gettext("启用"),
        "off": gettext("停用"),
    }
    return str(said[state])


def state_words(state: str) -> str:
    """What became of a proposal, or of a line of a spreadsheet."""
    said = {
        "open": gettext("待同意"),
        "agreed": gettext("已同意"),
        "refused": gettext("未同意"),
        "withdrawn": gettext("已撤回"),
        "waiting": gettext("待生效"),
        "made": gettext("已生效"),
        "failed": gettext("未能生效"),
        "new": gettext("新增"),
        "changed": gettext("变更"),
        "same": gettext("无变化"),
        "wrong": gettext("有误"),
    }
    return str(said[state])


def act_words(act: str) -> str:
    """What a role allows beyond work and cases."""
    said = {
        "deploy": gettext("发布流程和决策"),
        "send": gettext("发送消息和信号"),
        "administer": gettext("管理名册、处理运行异常"),
        "oversee": gettext("查看全县事项，每次查看留痕"),
        "verify": gettext("核验办理记录"),
    }
    return str(said.get(act, act))
