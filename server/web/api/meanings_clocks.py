"""What the names in the API mean that tell of clocks: what may be circulated."""

from __future__ import annotations

CLOCKS = {
    "answered_at": "When it was answered; null before 答复时间",
    "done_by": "By when it will be done 答复的办结时间",
    "extended": "By how many of its units a clock was extended 已批准延长多少",
    "pauses": "When a clock stood still 何时中止计时",
    "more_time": "On what ground more time is asked for; empty where it isn't 延期事由",
    "extensions": "Work for which more time is asked of you 延期审批",
    "whose": "mine (work that you have) or unit (of bodies you lead) 谁的期限",
    "made_at": "When it was made 生成时间",
    "listed_at": "When it was so late that it may be circulated 列入时间",
    "may_decide": "Whether it is yours to decide 是否由您决定",
}
OWN_OF_CLOCKS = {
    "Candidate.state": "listed, kept (to be circulated) or struck 是否通报",
    "Candidate.holder": "Who has it or did it; empty while nobody has 经办人",
    "Candidate.text": "What the head of the body answered to the urging 督办答复",
    "Candidate.decision": "What the supervising office decided the last time; null before 督办单位的决定",
    "Candidate.done_at": "When it was over; null while it is open 办结时间",
    "Rung.role": "The function of posts that hears 岗位职能",
    "Candidate.body": "The body that is late 责任单位",
    "Feed.language": "In which its entries speak: zh or en 语言",
    "FeedMade.address": "Subscribe to it; told this once, null when the request was answered before 订阅地址",
    "CandidatesAsked.state": "listed, kept, struck or all 按决定筛选",
    "CandidatesAsked.since": "Listed from this day on 列入自",
    "CandidatesAsked.until": "Listed until and with this day 列入至",
    "CandidatesAsked.body": "Narrowed by the body that is late, by id 按责任单位筛选",
}
