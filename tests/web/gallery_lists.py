"""The lists of the gallery: the inbox with its views, searches, lists of cases, what is kept apart; a form on paper."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request

from server.domain.ids import BodyId
from server.domain.reading import Column, InboxQuery, MatterList
from server.domain.reading.asking import address_of, asked, columns_asked, matters_asked
from server.services.saving_views import Wish
from server.web.narrowing import column_choices, narrowing, shown_views
from server.web.plain_forms import plain_form
from tests.web import sample_cases, sample_county
from tests.web import sample_pictures as sample

COLUMNS = (
    Column(path="location.village", name="村（社区）", name_en="Village"),
    Column(path="whistleType", name="哨类", name_en="Kind of whistle"),
    Column(path="party.name", name="姓名或单位名称", name_en="Name"),
)
SHAREABLE = [("zjj", "共享给住房和城乡建设局")]


def separations() -> str:
    """What is kept apart."""
    return render_template("separations.html", page=sample_county.separations())


def search() -> str:
    """What a search finds."""
    return render_template(
        "search.html",
        search=request.args.get("q", ""),
        work=sample.inbox(),
        page=sample_cases.cases(),
        first_href=None,
        next_href="/search?q=1",
        **column_choices(COLUMNS, columns_asked(request.args)),
    )


def inbox() -> str:
    """The inbox as its address says."""
    page = sample.inbox()
    if request.args.get("empty"):
        page = type(page)(rows=(), next=None)
    query = asked(request.args)
    return render_template(
        "inbox/page.html",
        page=page,
        counts=sample.COUNTS,
        query=query,
        leads=True,
        is_narrowed=query != InboxQuery(),
        kept=address_of(query),
        act_key="k",
        rows_href="/inbox-rows",
        previous_href=None,
        next_href="/inbox?after=x" if page.next else None,
        **shown_views(sample.SAVED, query),
        shareable=SHAREABLE,
        **narrowing(replace(sample.CHOICES, columns=COLUMNS), query),
    )


def view_counts() -> str:
    """The saved views with their figures."""
    saved = [(view, 7 * at) for at, view in enumerate(sample.SAVED)]
    return render_template("inbox/saved.html", saved=saved, chosen="")


def rows() -> str:
    """The rows of the inbox alone."""
    page = sample.inbox()
    return render_template("inbox/rows.html", page=page, query=InboxQuery(), columns=())


def saved_views() -> str:
    """The views that somebody saved."""
    return render_template(
        "inbox/views.html",
        saved=sample.SAVED,
        shareable=SHAREABLE,
        refusal="您已有名为“超期”的视图。请换一个名称，或先删除原来的视图。",
        unsaved=Wish(name="超期", query="view=unit&due=late", body=BodyId("zjj")),
        refused=None,
        is_name_refused=True,
        act_key="k",
    )


def cases(kind: str) -> str:
    """A list of cases."""
    listed = MatterList.STARTED if kind == "mine" else MatterList.DONE
    query = matters_asked(listed, request.args)
    return render_template(
        "cases.html",
        kind=kind,
        page=sample_cases.cases(),
        query=query,
        counts=sample.COUNTS,
        leads=True,
        previous_href=None,
        next_href=None,
        **column_choices(COLUMNS, query.columns),
    )


def form_on_paper() -> str:
    """A form as a document."""
    page = sample.task(form=request.args.get("form", ""))
    is_blank = "blank" in request.args
    plain = plain_form(page.form or b"{}", page.values, spare_rows=3 if is_blank else 0)
    return render_template(
        "task_print.html", task=page, is_blank=is_blank, plain=plain, document_names={}
    )
