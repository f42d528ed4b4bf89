"""A question back, and the short answer that completes it."""

import pytest

from physical_ai_bridge.language import Context, Intent, Pending, Turn, Understanding, understand

FORWARD = {"direction": "forward"}
SHELVES = Pending("place", (Intent("navigate", {"target": "棚"}),), 0, ("棚A", "棚B"))
SITE = ("棚A", "棚B", "受付", "うけつけ")
DISTANCE = Pending("distance", (Intent("move_relative", FORWARD),), question="何メートル進みますか？")
ANGLE = Pending("angle", (Intent("rotate", {"direction": "right"}),), question="何度回りますか？")
DURATION = Pending("duration", (Intent("wait"),), question="何秒待ちますか？")
GOAL = Pending("place", (Intent("place", {"object": "箱"}),), question="どこに置きますか？")
WHERE = Pending("place", (Intent("navigate"),), question="どこへ行きますか？")
SHELF_B = Pending("yes_no", (Intent("navigate", {"target": "棚B"}),), question="棚Bへ行きますか？")
SIDE = Pending("direction", (Intent("rotate", {"angle_deg": 90.0}),), question="右と左、どちらに回りますか？")
"""What the agent asks is handed in like what language asked itself."""


def _dialogue(*said: str, names: tuple[str, ...] = ()) -> Understanding:
    """Say one thing after another, handing each question back, as the agent does."""
    found = Understanding("clarify")
    for text in said:
        found = understand(text, Context(pending=found.pending, place_names=names))
    return found


def _answer(pending: Pending, said: str) -> Understanding:
    return understand(said, Context(pending=pending, place_names=SITE))


def _does(found: Understanding) -> list[tuple[str, dict[str, object]]]:
    assert found.outcome == "execute", found
    return [(intent.skill, dict(intent.args)) for intent in found.intents]


@pytest.mark.parametrize(
    ("said", "question", "slot"),
    [
        ("90度回って", "右と左、どちらに回りますか？", "direction"),
        ("2メートル動いて", "どちらの方向に動きますか？（前・後ろ・右・左）", "direction"),
        ("行って", "どこへ行きますか？", "place"),
        ("取って", "何を取りますか？", "object"),
        ("箱を運んで", "どこへ運びますか？", "place"),
        ("置いて", "何を置きますか？", "object"),
        ("案内して", "どこへ案内しますか？", "place"),
        ("開けて", "何を開けますか？", "object"),
        ("棚B", "棚Bへ行きますか？", "yes_no"),
        ("1メートル全身して", "「全身」は「前進」のことですか？", "yes_no"),
        ("1m進みましょう", "「1m進みましょう」を実行しますか？", "yes_no"),
    ],
)
def test_what_is_missing_is_asked_for(said: str, question: str, slot: str) -> None:
    found = understand(said)
    assert (found.outcome, found.intents, found.reply) == ("clarify", (), question)
    assert found.pending is not None and (found.pending.slot, found.pending.question) == (slot, question)


@pytest.mark.parametrize(
    ("said", "skill", "args"),
    [
        ("前進して", "move_relative", FORWARD),
        ("下がって", "move_relative", {"direction": "backward"}),
        ("右に移動して", "move_relative", {"direction": "right"}),
        ("右に回って", "rotate", {"direction": "right"}),
        ("待機して", "wait", {}),
        ("一回転して", "rotate", {"angle_deg": 360.0}),
        ("箱を置いて", "place", {"object": "箱"}),
        ("皿をしまって", "place", {"object": "皿"}),
        ("お茶を持ってきて", "deliver", {"object": "お茶"}),
    ],
)
def test_what_need_not_be_said_is_not_asked_for(said: str, skill: str, args: object) -> None:
    found = understand(said)
    assert (_does(found), found.pending) == ([(skill, args)], None)


@pytest.mark.parametrize(
    ("pending", "answer", "skill", "args"),
    [
        (DISTANCE, "2メートル", "move_relative", {**FORWARD, "distance_m": 2.0}),
        (DISTANCE, "2", "move_relative", {**FORWARD, "distance_m": 2.0}),
        (DISTANCE, "２", "move_relative", {**FORWARD, "distance_m": 2.0}),
        (DISTANCE, "五百ミリで", "move_relative", {**FORWARD, "distance_m": 0.5}),
        (DISTANCE, "二メートル半でお願いします", "move_relative", {**FORWARD, "distance_m": 2.5}),
        (DISTANCE, "50センチくらいです", "move_relative", {**FORWARD, "distance_m": 0.5}),
        (DISTANCE, "えーと、2メートル", "move_relative", {**FORWARD, "distance_m": 2.0}),
        (DISTANCE, "2〜3メートル", "move_relative", {**FORWARD, "distance_m": 2.0}),
        (DISTANCE, "3秒", "move_relative", {**FORWARD, "duration_s": 3.0}),
        (DISTANCE, "2歩", "move_relative", {**FORWARD, "steps": 2}),
        (DISTANCE, "右を向いて", "rotate", {"direction": "right", "angle_deg": 90.0}),
        (ANGLE, "九十度です", "rotate", {"direction": "right", "angle_deg": 90.0}),
        (ANGLE, "90", "rotate", {"direction": "right", "angle_deg": 90.0}),
        (DURATION, "3秒", "wait", {"duration_s": 3.0}),
        (DURATION, "一分半", "wait", {"duration_s": 90.0}),
        (GOAL, "棚A", "place", {"object": "箱", "to": "棚A"}),
    ],
)
def test_an_answer_to_the_agent_completes_the_instruction(
    pending: Pending, answer: str, skill: str, args: object
) -> None:
    assert _does(_answer(pending, answer)) == [(skill, args)]


def test_what_the_agent_put_beside_what_it_asks_for_stays() -> None:
    probe = Pending("distance", (Intent("move_relative", {**FORWARD, "asked": True}),))
    for answer in ("2メートル", "2", "五百ミリで"):
        assert _answer(probe, answer).intents[0].args["asked"] is True


def test_a_question_without_its_text_is_asked_again_in_full() -> None:
    asked = Pending("distance", DISTANCE.intents)
    assert _answer(asked, "ふにゃ").reply == "すみません、分かりませんでした。何メートル進みますか？"


@pytest.mark.parametrize(
    ("question", "answer", "skill", "args"),
    [
        ("90度回って", "左です", "rotate", {"angle_deg": 90.0, "direction": "left"}),
        ("行って", "棚Bです", "navigate", {"target": "棚B"}),
        ("行って", "うけつけ", "navigate", {"target": "うけつけ"}),
        ("行って", "受付までお願いします", "navigate", {"target": "受付"}),
        ("取って", "赤い箱", "pick", {"object": "赤い箱"}),
        ("箱を運んで", "棚A", "deliver", {"object": "箱", "to": "棚A"}),
        ("棚B", "はい", "navigate", {"target": "棚B"}),
        ("棚B", "はい、お願いします！", "navigate", {"target": "棚B"}),
        ("1メートル全身して", "そうです", "move_relative", {**FORWARD, "distance_m": 1.0}),
    ],
)
def test_an_answer_completes_the_instruction(question: str, answer: str, skill: str, args: object) -> None:
    assert _does(_dialogue(question, answer, names=SITE)) == [(skill, args)]


def test_a_yes_is_no_place() -> None:
    assert _dialogue("行って", "はい").reply == "すみません、分かりませんでした。どこへ行きますか？"


def test_a_verb_that_goes_nowhere_takes_no_place() -> None:
    assert "分かりませんでした" in (understand("棚Aにずれて").reply or "")


def test_an_answer_completes_the_step_that_was_asked_for() -> None:
    steps = (Intent("rotate", {"direction": "right"}), Intent("move_relative", FORWARD), Intent("wait"))
    found = _answer(Pending("distance", steps, 1), "1m")
    assert [skill for skill, _ in _does(found)] == ["rotate", "move_relative", "wait"]
    assert found.intents[1].args["distance_m"] == 1.0


def test_a_side_is_asked_for_and_an_amount_beside_it_is_kept() -> None:
    assert _dialogue("回って", "90度").reply == "右と左、どちらに回りますか？"
    assert _does(_dialogue("回って", "90度", "右")) == [("rotate", {"angle_deg": 90.0, "direction": "right"})]


@pytest.mark.parametrize(
    "answer",
    ["はい", "分からない", "ふにゃ", "0", "0メートル", "-3", "。", "もう一回", "逆", "マイナス2m", "棚B"],
)
def test_what_is_no_answer_repeats_the_question(answer: str) -> None:
    found = _answer(DISTANCE, answer)
    assert (found.outcome, found.intents, found.pending) == ("clarify", (), DISTANCE)
    assert found.reply is not None and found.reply.endswith("何メートル進みますか？")


@pytest.mark.parametrize(("answer", "outcome"), [("1000メートル", "execute"), ("1001メートル", "refuse")])
def test_an_answer_is_held_to_the_limits_too(answer: str, outcome: str) -> None:
    assert _answer(DISTANCE, answer).outcome == outcome


@pytest.mark.parametrize(
    "pending", [DISTANCE, ANGLE, DURATION, SHELF_B, WHERE, SIDE], ids=lambda p: p.question
)
@pytest.mark.parametrize(
    "answer",
    [
        "いいえ",
        "違います",
        "キャンセル",
        "やっぱりいい",
        "やっぱりやめる",
        "もういいです",
        "いいえ、結構です",
    ],
)
def test_no_takes_the_instruction_back(pending: Pending, answer: str) -> None:
    found = _answer(pending, answer)
    assert (found.outcome, found.intents, found.pending) == ("no_motion", (), None)


@pytest.mark.parametrize(
    "answer", ["いいです", "大丈夫です", "はいいいえ", "はい？", "はいはいうるさい", "はいたら", "うーん"]
)
def test_an_unclear_yes_moves_nothing(answer: str) -> None:
    assert _dialogue("棚B", answer).outcome in ("clarify", "no_motion")


def test_stop_is_stop_even_as_an_answer() -> None:
    assert _dialogue("棚B", "やめて").outcome == "stop_now"
    assert _dialogue("棚B", "止まれ").pending is None


@pytest.mark.parametrize(
    "answer", ["棚B", "棚Bです", "B", "Ｂ", "b", "Bのほう", "Bの方です", "2つ目", "二番"]
)
def test_a_choice_is_made_by_name_part_or_number(answer: str) -> None:
    found = understand(answer, Context(pending=SHELVES, place_names=SITE))
    assert _does(found) == [("navigate", {"target": "棚B"})]


@pytest.mark.parametrize("answer", ["棚", "どっちでもいい", "左のほう", "3つ目", "はい", "倉庫"])
def test_an_unclear_choice_asks_again_with_the_choices(answer: str) -> None:
    found = understand(answer, Context(pending=SHELVES, place_names=SITE))
    assert (found.outcome, found.pending) == ("clarify", SHELVES)
    assert found.reply is not None and "棚A、棚B" in found.reply


def test_another_place_of_the_site_may_be_named_instead() -> None:
    assert _does(understand("受付です", Context(pending=SHELVES, place_names=SITE)))[0][1] == {
        "target": "受付"
    }


def test_a_pending_question_without_intents_is_never_confirmed() -> None:
    assert understand("はい", Context(pending=Pending("yes_no"))).outcome == "clarify"
    assert understand("2m", Context(pending=Pending("distance", (), 3))).outcome == "clarify"


def test_site_names_are_known_wherever_they_stand() -> None:
    context = Context(place_names=("のぞみの間", "はなれに入る道"))
    assert _does(understand("はなれに入る道に行って", context)) == [
        ("navigate", {"target": "はなれに入る道"})
    ]
    assert understand("のぞみの間", context).reply == "のぞみの間へ行きますか？"


def _after(said: str, remark: str) -> Understanding:
    return understand(remark, Context(history=(Turn(said, understand(said)),)))


def test_more_of_the_same_is_a_small_motion() -> None:
    assert _does(_after("1m下がって", "もうちょっと")) == [
        ("move_relative", {"direction": "backward", "extent": "small"})
    ]


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("1m前進して", "backward"),
        ("1m下がって", "forward"),
        ("右に1m動いて", "left"),
        ("前進して", "backward"),
    ],
)
def test_too_far_is_a_small_motion_back(said: str, back: str) -> None:
    assert _does(_after(said, "行き過ぎだよ")) == [("move_relative", {"direction": back, "extent": "small"})]


@pytest.mark.parametrize("remark", ["もうちょっと", "行き過ぎ"])
def test_without_a_motion_before_a_remark_is_asked_back(remark: str) -> None:
    assert understand(remark).outcome == "clarify"
    assert _after("3秒待って", remark).outcome == "clarify"
