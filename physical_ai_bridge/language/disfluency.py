"""Smooth spoken Japanese before it is read: fillers, false starts, repeated words, particles that only pause."""

import re
from typing import Final

from physical_ai_bridge.language.normalise import Normalised

_AFTER = r"(?:^|(?<=[、。！？をにへではがもとらばて\d度歩m]))"
_IDLE: Final = re.compile(
    r"(?:(?<![一-龠かえきくけさしすせたちつてなぬねのひふまみむめやゆよりるろ])(?:え[ーっ]*と|えっと|ええと)(?!い)(?:です)?(?:ね|ー)*|(?<![ァ-ヶ])んー*と(?=、|ー)|うー+んと?|あのー+|あのう(?=、)|そのー+|うーん|(?<![ぁ-んァ-ヶ一-龠])んー+)、?"
    rf"|{_AFTER}(?:えー*|あー+|まあ|まぁ|その、|なんか、?|あの、|ええ、|うん、|ほら、|ほれ、|そうだな|そうね|そうですね|なんていうか|なんだっけ|何だっけ|なんやったっけ|あのね|あのさ|んっと)(?:、|(?<=ー)|(?<=まあ)|(?<=まぁ))"
    r"|(?<=[をにへではがもらばの])(?:ね|さ|よ|な|ですね|のー?)(?:、|(?=[\d一二三四五六七八九十]))"
    r"|(?<=[一-龠ァ-ヶーA-Za-z\d])(?:ね|さ|ですね)(?=、)"
    r"|(?:(?:^|(?<=[、。]))(?!もし|いや|では|はい|なら|やぱ|でも|まだ|あと|うえ|した|まえ|みぎ|よこ|とか|それ|これ|あれ|ここ|そこ|また|まず|さき|てか|じゃ)[ぁ-ん]?[ぁ-すぜ-たぢ-つと-どなぬ-をん]、)(?=[一-龠\d])"
    r"|^(?:[0-9一二三四五六七八九十]{1,3}号機|[A-Za-z]{1,8}[0-9]{1,3}(?:号機)?|ロボ(?:ット)?(?:さん|くん|君|ちゃん)?|アームロボット|搬送ロボット|エージーブイ)(?:さん|くん|君)?(?:、|(?:は|が)、)"
    r"|(?<=[一-龠])[ぁぃぅぇぉ](?=[一-龠ァ-ヶ、])"
    r"|[〜~()<>;:^*_'|/=+]+(?=[。！？]*$)"
    r"|\d+[ぁ-んァ-ヶ]、(?=\d)"
    r"|(?<=[いてでろれか])、?はい(?=[。！]?$)"
    r"|(?<=[てでれろえけせめよやいな])、(?:ええな|いいな|いいね|いいか|ええか|ええね|いい？|ええ？|わかった(?:か|ね)?|分かった(?:か|ね)?|頼んだ(?:よ|ぞ|で)?|よろしく(?:ね|お願いします|頼む(?:わ|よ)?)?|お願い(?:ね|します|しますね|だから)?|頼む(?:わ|よ|で|から)?|頼みます|ありがとう(?:ございます)?|サンキュー)(?=[。！？]*$)"
)
_TWICE: Final = re.compile(
    r"(?:[ぁ-ん]{0,2})(?P<said>[一-龠ァ-ヶーA-Za-z\d][^、。「」]{0,7}?[^てで、。「」]|[一-龠])(?:ね)?、?(?=(?P=said))"
)
_KANJI: Final = re.compile(r"[一-龠ァ-ヶA-Za-z\d]{1,}[をにへ]$|^[\d一二三四五六七八九十].*[^\d一二三四五六七八九十]$")
_QUOTED: Final = re.compile(r"「[^「」]*」")


def smooth(normal: Normalised) -> Normalised:
    """Return `normal` without what carries no meaning in speech; what stands in quotation marks stays."""
    gone = {at for start, end in _idle(normal) for at in range(start, end)}
    if not gone:
        return normal
    kept = [at for at in range(len(normal.text)) if at not in gone]
    return Normalised(
        "".join(normal.text[at] for at in kept),
        "".join(normal.key[at] for at in kept),
        (*(normal.origin[at] for at in kept), normal.origin[-1]),
    )


def _idle(normal: Normalised) -> list[tuple[int, int]]:
    quoted = [found.span() for found in _QUOTED.finditer(normal.text)]
    spans = [found.span() for found in _IDLE.finditer(normal.text)]
    spans += [found.span() for found in _TWICE.finditer(normal.text) if _is_restart(normal, found)]
    return [span for span in spans if not any(start < span[1] and span[0] < end for start, end in quoted)]


def _is_restart(normal: Normalised, found: re.Match[str]) -> bool:
    """三歩、三歩 and 牛乳を牛乳を are said twice by mistake; 少し少し and 棚棚 are not looked at."""
    return "、" in found.group() or found.group().endswith("ね") or _KANJI.search(found["said"]) is not None
