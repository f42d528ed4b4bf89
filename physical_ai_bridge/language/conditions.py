"""The words of a condition: whether it is certainly one, and the plain statement that it holds."""

from typing import Final

from physical_ai_bridge.language.shapes import shape

_E_ROW: Final = str.maketrans("れけせてめべえげね", "るくすつむぶうぐぬ")


def is_certain(said: str) -> bool:
    """Whether `said` begins as only a condition does (もし着いたら), and no step in time (着いたら)."""
    return shape("conditions.certain").match(said) is not None


def bare_condition(said: str) -> str:
    """人が来たら -> 人が来た, 雨なら -> 雨, 人がいれば -> 人がいる, 少なければ -> 少ない."""
    unmarked = shape("conditions.mark").sub("", shape("conditions.begins").sub("", said, count=1))
    bare = shape("conditions.polite").sub(r"\1", unmarked)
    if bare.endswith("なければ"):
        return bare[:-3] + "い"
    return bare[:-2] + bare[-2].translate(_E_ROW) if bare.endswith("ば") and len(bare) > 1 else bare
