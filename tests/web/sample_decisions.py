"""Pictures of decisions that a case took: a table alone, a chain, and one whose contents were erased."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from server.domain.ids import CaseId
from server.domain.reading import DecisionsTaken, Taken
from tests.places import ROOT
from tests.web.sample_pictures import NOW, WORK, made_id

FEES = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="fees" id="fees" name="规费">
<inputData id="area" name="面积"/>
<businessKnowledgeModel id="per_metre" name="每平方米">
  <variable name="每平方米"/>
  <encapsulatedLogic><formalParameter name="等级"/>
    <literalExpression><text>if 等级 = "一级" then 12 else 8</text></literalExpression></encapsulatedLogic>
</businessKnowledgeModel>
<decision id="grade" name="等级">
  <informationRequirement><requiredInput href="#area"/></informationRequirement>
  <decisionTable id="grade_table" hitPolicy="FIRST">
    <input id="i1" label="占用面积（平方米）"><inputExpression><text>面积</text></inputExpression></input>
    <output id="o1" name="等级"/>
    <annotation name="依据"/>
    <rule id="large"><inputEntry><text>&gt; 100</text></inputEntry><outputEntry><text>"一级"</text></outputEntry>
      <annotationEntry><text>办法第四条</text></annotationEntry></rule>
    <rule id="small"><inputEntry><text>-</text></inputEntry><outputEntry><text>"二级"</text></outputEntry>
      <annotationEntry><text>其余情形</text></annotationEntry></rule>
  </decisionTable>
</decision>
<decision id="fee" name="规费">
  <informationRequirement><requiredDecision href="#grade"/></informationRequirement>
  <informationRequirement><requiredInput href="#area"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="#per_metre"/></knowledgeRequirement>
  <context>
    <contextEntry><variable name="单价"/><literalExpression><text>每平方米(等级)</text></literalExpression></contextEntry>
    <contextEntry><literalExpression><text>单价 * 面积</text></literalExpression></contextEntry>
  </context>
</decision>
</definitions>""".encode()


def decisions() -> DecisionsTaken:
    """The decisions of an ordinary case."""
    sla = (ROOT / "workflows" / "whistle" / "whistle_sla.dmn").read_bytes()
    limits = {"dispatchClock": "T40", "signInClock": "T41", "signers": ["township_head"]}
    return DecisionsTaken(
        case=CaseId(made_id("case 0")),
        number="SH-2026-01873",
        title=WORK[0][0],
        process_title="吹哨报到",
        process_title_en="Township whistle",
        taken=(
            Taken(
                at=NOW - timedelta(hours=60),
                step="确定时限",
                step_en="Settle the deadlines",
                decision="whistle_sla",
                rules=("rule_emergency",),
                inputs={"whistleType": "emergency"},
                outputs=limits,
                models={"whistle_sla.dmn": sla},
            ),
            Taken(
                at=NOW - timedelta(hours=4),
                step="核定规费",
                step_en="Settle the fee",
                branch="县自然资源局",
                branch_en="Natural Resources Bureau",
                decision="fee",
                rules=("small",),
                inputs={"面积": Decimal("86.5")},
                outputs={"规费": Decimal(692)},
                models={"fees.dmn": FEES},
            ),
            Taken(
                at=NOW - timedelta(hours=3),
                step="再次核定",
                decision="fee",
                rules=("large",),
                inputs=None,
                outputs=None,
                models={"fees.dmn": FEES},
            ),
        ),
    )
