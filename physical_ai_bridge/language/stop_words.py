"""Hear 「止まれ」 in raw text, with the standard library alone, so that the safety gate can use it by itself.

No tokenizer, no lexicon and no parser: dictionaries take hiragana とまれ for another word, and a stop must
not wait for anything that can hang. A bare utterance that may be a stop *is* a stop; a stop that is part
of a plan (「1m進んで止まって」), of a condition (「止まったら」) or of another word (停止線) is not.

First come the forms that are known, wherever they stand; then, where a sentence holds nothing else, the same
forms with one slip of the finger.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

StopLevel = Literal["stop", "emergency"]

_WINDOW: Final = 500  # characters looked at from either end of a long text, so that the work is bounded
_CONTEXT: Final = 60  # characters looked at before a stop word; nobody shouts a longer preface
_REACH: Final = 20_000  # characters from either end in which the windows look for something visible

_KATAKANA_TO_HIRAGANA: Final = {
    **{code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)},
    **str.maketrans("āīūēō", "aiueo"),
}
_LINE_END: Final = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+|\.(?=\s|$)")
_INVISIBLE: Final = re.compile(  # after NFKC; also brackets, dashes, emoji, and the small vowels of やめてぇ
    r"[^\w。、!?,]|[_ーぁぃぅぇぉ\u115f\u1160]"
)
_SPACE: Final = re.compile(r"(?<=[ぁ-んァ-ヶー一-龠])[ \u3000]+(?=[ぁ-んァ-ヶ一-龠])")
_SIGN: Final = re.compile("[🛑⛔✋⏹⏸🖐🚫]")  # alone they mean nothing else
# Why it is to stop, said in the same breath; not the rest of a word (停止線) or of a phrase (止まれの標識)
_REASON_AFTER: Final = re.compile(
    r"(?!こと|もの|とき|時|[るたいくおほしさすせのをはがにでもとま中線位ぼ器機信装回])[^、。!?]{2,40}"
    r"(?:る|た|だ|い|え|よ|ぞ|ねん|けん|けえ|さかい|から|ので|です|ます|や|わ|べ|んだ|なり)[!。]?$"
)
_ALARM: Final = re.compile(
    r"[人子客様者犬猫]|いる|おる|来|くる|きて|危|あぶ|落|おち|倒|壊|挟|はさ|巻|転|ぶつ|引っか|外れ|こぼれ|出て|通|痛|傾|崩|くず|列"
)
_TO_DO: Final = re.compile(r"[てで](?:ください|下さい|くれ)?$|進|後退|曲が|回って|向い|置い|取っ|運ん")
_BARE_NOUN: Final = re.compile(r"(?:停止|ていし|停車|すとっ?ぷ|提示|低し|stop)")
_LATIN: Final = re.compile(r"[a-z]")
_LATIN_GAP: Final = re.compile(r"(?<=[a-z])[\s'-]+(?=[a-z])")
_DIGRAPHS: Final = (("sh", "sy"), ("ch", "ty"), ("tch", "tty"), ("j", "zy"), ("ts", "t"), ("f", "h"), ("xtu", "っ"))
_ROWS: Final = {
    **{"k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ", "m": "まみむめも"},
    **{"y": "やいゆえよ", "r": "らりるれろ", "w": "わいうえを", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど"},
    **{"b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "": "あいうえお"},
}
_VOWELS: Final = "aiueoあいうえお"
_GLIDE: Final = re.compile(r"([kstnhmrgzbp])y([aiueo])")
_SYLLABLE: Final = re.compile(r"([kstnhmyrwgzdbp])([aiueoあいうえお])|([aiueo])")
_DOUBLED: Final = re.compile(r"([kstp])(?=\1)")
_NASAL: Final = re.compile(r"n(?![aiueoy])")
# Old spelling: 待ツテ for 待って, チヨツト for ちょっと, 給へ for たまえ; と、ま、れ said slowly
_OLD: Final = (("ちよつ", "ちょっ"), ("ちよ", "ちょ"), ("願ひ", "願い"), ("給へ", "たまえ"), ("給え", "たまえ"), ("たまへ", "たまえ"))
_LARGE_TSU: Final = re.compile(r"つ(?=[てたとぷ])")
_SPELLED: Final = re.compile(r"(?:[ぁ-ん]、)+[ぁ-ん][。!]?")
_REPEATED: Final = re.compile(r"([ぁ-ゖa-z一-鿿])\1+")
# 「止まれ」と書いてある: what is quoted is another's, unless 「…」って言ってるだろ follows
_TOLD: Final = re.compile(
    r"[「『“\"][^「」『』“”\"]{0,60}[」』”\"]\s*(?=[とのをがはにもへで]|っ(?:て(?!ば|[!！。…〜~ーぇ]|\s*$)|ちゅ|つ)|ボタン|標識|看板)"
    r"(?!(?:っ?て|と)?(?:言|い|ゆ|つ)[^ぁ-ん]?[ぁ-ん]{1,6}(?:だろ|でし|やろ|じゃろ|のに|んだ|ねん|が))"
)

# ---------------------------------------------------------------- what may be hung on to a stop word
_H: Final = "[ぁ-ゖ願致存幸助思嬉申上良頂宜戴]{0,18}"  # くださいますようお願いします; its end is checked
_PLEASE: Final = (
    rf"(?:(?:くだ|下)(?:さ|せ|は|んせ)(?!った|って){_H}|くら(?:さい|はい){_H}|くれ(?!た|て(?!や)|るな"
    rf"|なく){_H}"
    rf"|く(?:んろ|んさい|んしゃい|んちゃい|んなさい|んなはれ|んない|んね|んな|なさい|なんしぇ|いやい"
    rf"|いやんせ|りみそれ){_H}"
    rf"|け(?:ろ|れ|さい|らい|ね[えが]?){_H}|つか(?:あ?さい|い){_H}|お?く(?:れ|ん)(?:やす|なはれ|なまし"
    rf"|んなはれ){_H}|おくれ{_H}"
    rf"|(?:もら|貰)(?!った|わ|う|って(?![いえよも])){_H}|もろて{_H}|(?:いただ|頂)(?!いた"
    rf"|いて(?![いえよも])){_H}"
    rf"|ちょ(?:うだい|だい|んだい|うよ|よ|う)?{_H}|頂戴{_H}|(?:ほし|欲し)[いかゅ]{_H}|はいよ|はいりょ"
    rf"|たも(?:れ|し|ん?せ))"
)
_ASK: Final = (  # 停止をお願いします; after a noun
    rf"(?:(?:を|で)?(?:お願|おねが|御願){_H}|(?:を|で)?(?:頼|たの){_H}|(?:を|で)?願(?:い|う){_H}|{_PLEASE}"
    r"|(?:を)?(?:要請|命令|指示|要求)(?:する|します)?)"
)
_ORDER: Final = (  # 止まり-, 待ち-, やめ-, 停止し-
    "(?:なさい|なさんせ|なはれ|なはい|なっせ|なされ|なせ|なよ|な(?!い)|いな|んさい|んしゃい|んしゃ|ん|たまえ"
    "|やがれ|やす|や|ゃあ|まっせ|ませ|ましょうか?|いや)"
)
_BADLY: Final = "(?:だめ|駄目|いけない|いけません|なりません|あかん|いかん|いけん|ならん|いけない|やばい)"
_SAID: Final = (  # 止まれって言ってるだろ, つってんだろ, ゆうとるやろ, 言いよろうが
    "(?:(?:って|と|て|ち|ちゅて)?(?:(?:言|ゆ|い)(?!われ|わせ)|っ?(?:つ|ち|とん))[ぁ-ゖ]{1,6}?"
    "(?:だろ|でしょ|やろ|じゃろ|ろうが|のに|んだ|んです|ねん|ちゅに|しの|とる|てる|てん|とん|つの|うの"
    "|うに)+(?:う|が|よ|の|に)*)"
)
_TAIL: Final = re.compile(
    rf"(?:(?=({_ASK}|{_SAID}|ってば?|たら|らんか|です|でよろ(?:しく)?|よろしく|早く|はやく|はよ|いますぐ"
    rf"|今すぐ|すぐに?"
    "|ろぼっと|えっ?と|っ?つの|ちょっと$|ざろぼっと|こら|ぼけ|んか|じゃ(?![な])|ばい|やん|けん|す(?![るぐか])|now|please|kudasai(?:mase)?|kure|shite|desu|onegai(?:shi?masu?)?|tanomu|yo|ne|na|mo|it|moving|right|immediately|there"
    "|here|robot|the|w"
    "|な(?![いかくきけ])|て(?![たるいか])|(?<!て)い|[っあえうよねぞぜわやださべ]))\\1)*"
)
_END: Final = re.compile(r"$|[。!?、,]")
_NOTHING_FOLLOWS: Final = re.compile(
    r"[、,]?(?:違う|ちがう|だめ|駄目|お願い|おねがい|危|あぶな|ぶつか|当た|あた[るっ]|早く|はやく|はよ"
    r"|今すぐ|いますぐ|すぐ|頼む|たのむ"
    r"|人が|ひとが|子供|こども|子ども|誰か|だれか|前に[人壁子]|壁が|怖|こわ|やだ|いやだ|ばか|あほ|こら|おい"
    r"|ねえ?|もう|ろぼ"
    r"|[^、。!?]{1,12}が[^、。!?]{1,12}(?:ます|です|てる|ている|とる|よる)(?:から|ので|よ|ね)?(?=$|[。!])|(?:と|って)?(?:言|い|ゆ|つ)[ぁ-ゖ]{1,4}(?:だろ|でしょ|やろ|じゃろ|ろう?が|のに))|[、,]*(?:$|[。!?])"
)

# ---------------------------------------------------------------- the stop words
_STAND = "(?:[止停留泊]ま?|とま)"
_HALT_NOUN = (
    "(?:停止|てえ?い?し|てい止|停し|[帝低定底呈亭]止|停車|停[指氏志史士]|提示|低し"
    "|す[とつ][おうー一]?[っつ][ぷぶふ]|すとお?ぷ|すっとぷ|すとつぷ|すtop|stop)"
)
_QUIT_NOUN = "(?:中[止正上し]|ちゅう止|ちゅうし|ちゅし)"
_DO = (
    f"(?:を?(?:する(?:んだ|んや|んじゃ|こと|ように|の)?|しろ|せよ|せい?|しれ|ろ|し{_ORDER}|(?:なさい|んさい"
    f"|んしゃい|なはれ|なっせ|たま[えへ])|しとけ|しとき|さ?せんか|せんかい"
    "|させろ|させなさい|かけろ|しよう(?:か|よ)?))"
)
_DO_TE = "(?:を?(?:し?て|させて|かけて))"  # ていしして has been folded to ていして
_MOVE = "(?:動|うご)"
# 止まっとけ, 待っとって
_STILL = r"(?:っ?と(?:け|き|り|れ|いて|って)|て(?:ろ|て|おけ|おいて|お?れ))"
_FIRST: Final = (  # cheap to look for
    "(?=[非緊ひきえい止停留泊と帝低定底呈亭てす中ちや辞よ動うお待ま提shtfwdaecykmuoふたぽ危あぶ当挟は痛轢])"
)

# How sure each group of forms is by itself decides how much may stand before and after it.
_CORE: Final = re.compile(
    rf"{_FIRST}(?:(?P<emergency>(?:hijou?|kinkyuu?)(?:teishi|sutopu)|(?:非常|緊急|ひじょう?|きんきゅう?)(?:{_HALT_NOUN}|{_STAND}れ)"
    rf"|えまじぇ?んし(?:{_HALT_NOUN})?|(?:緊急|非常)定[資志指視]"
    rf"|emergency(?:stop)?|(?<![a-z])estop|(?<![a-z])eすとっぷ|いすとっぷ)"
    rf"(?:ぼたん(?:を?(?:押|お)(?:せ|して))?|{_DO}|{_DO_TE})?"
    rf"|(?P<quit>(?:や|辞)めんかい?|(?:や|辞)め(?:とけ|とき(?!ま)|といて|ておけ|ておいて)(?!ば)"
    rf"|(?:や|辞|止)め(?:{_ORDER}|んかい?|やめ)|(?:や|辞)め(?:ろ|て|い|れ|り|え|るんだ"
    rf"|るん[やじ]ゃ?|よう(?:よ|や|ぜ)?)"
    rf"|お(?:や|辞|止)め(?:になって)?(?:{_PLEASE}|なさい)"
    rf"|{_QUIT_NOUN}(?:{_DO}|{_DO_TE})?"
    rf"|{_MOVE}くな|{_MOVE}(?:かないで|かんで|かん(?:と|ど)いて|かんとって|かんとき|かないように"
    rf"|かないこと)"
    rf"|{_MOVE}く(?:ん|の)(?:じゃ|や|では)(?:ない|ね)|{_MOVE}くでない|{_MOVE}くべからず|{_MOVE}きなさんな"
    rf"|{_MOVE}い(?:ちゃ|たら|ては){_BADLY})"
    rf"|(?P<polite>(?:{_STAND}って|お{_STAND}りに?(?:なって)?){_PLEASE}|お{_STAND}りを?(?:お願い|願い){_H}"
    rf"|{_HALT_NOUN}{_DO_TE}{_PLEASE}"
    rf"|{_HALT_NOUN}{_ASK})"
    rf"|(?P<te>{_STAND}(?:って|{_STILL}|っ{_STILL})|{_HALT_NOUN}{_DO_TE})"
    rf"|(?P<strong>お?{_STAND}(?:り{_ORDER})|{_STAND}(?:れ|らんかい?|らっしゃい|られよ|り[ぃい]|り(?=!)|るんだ"
    rf"|るん[やじ]ゃ?|るのだ|ること)"
    rf"|(?<!のん)(?<!na)(?<!no)(?<!non){_HALT_NOUN}{_DO}?|待て)"
    rf"|(?P<weak>(?:[止停]|と)め(?:ろ|れ|よ|い|{_ORDER}|んかい?|てくり|て)|{_STAND}(?:ろう(?:か"
    rf"|よ)?|る(?!な))|(?:待|ま)(?:て|った)"
    rf"|(?:ちょい?と?|ちょっと|ちと|少々|一寸)(?:待|ま)ち{_ORDER}?|やめ|よせ(?![てなばい])|よしなさい"
    rf"|よして"
    rf"|(?:待|ま)って(?:て|ろ)?|待っ{_STILL}|お?(?:待|ま)ち{_ORDER}|待(?:たん(?:かい?|ね)|ってろ|つんだ"
    rf"|つん[やじ]ゃ?|ちやす)|待ち"
    rf"|お(?:待|ま)ち(?:になって)?(?:{_PLEASE}|を|なさい|あれ|やす|願(?:え|い)(?:ます(?:か)?|たい)?)|ぶれき(?:を?{_DO_TE}|を?かけろ|を?ふめ"
    rf"|を?踏め)?|halt|fre(?:e)?ze|abort"
    r"|wait|holdon|holdit|don'?tmove|cutitout|tomar(?:e|inasai)|(?<!cho)tomat?te|tomete|s(?:u)?topu(?:shite|desu)?|(?:ichiji|it?tan)?teishi(?:shite|shiro|seyo|desu)?|ふりず|すてい|(?:たんま)+|たいむ(?=[!。]|$)|うぇ?いと|ぽず(?=し|[!。、]|$)(?:して)?|yamenasai|machinasai|omachi|yame|danger|ugokanaide|yamero|yamete|mat?te|mate|ugokuna(?:ide)?|abunai"
    r"|[危あ](?:ぶ)?(?:ない|ねえ?|なか|にゃ)|危な|あぶな|危険|きけん|(?:ぶつか|当た|あた)る(?!な)|(?:挟さ?"
    r"|はさ)ま(?:れた|った)|痛い|いたい|[轢ひ]かれる))"
)

# ---------------------------------------------------------------- what may stand before it
_COMMON = (
    "おいおい|おい|こらこら|こら|ええい|違う|ちがう|(?:前を?|よく)?見て|気をつけて|落ち着いて|聞いて|ねえ?"
    "|なあ|あっ|うわっ?|わっ|[あうわえな](?=[一-鿿]|とまれ|とまって|すと)|やばい?"
    "|ちょっと|ちょっ(?!と)|ちょい?と?|ちと|まだ|もうい?い(?:から)?|もう|はい|いいえ|いや|だめだ?|駄目だ?"
    "|まずい"
    "|今すぐに?|いますぐに?|今|いま|すぐに?|直ちに|ただちに|即座に|即刻|即時|即|至急|早急に|早く|はやく"
    "|はよせ?|急いで|いそいで|速やかに|急"
    "|とにかく|とりあえず|い?いから|(?:頼む|たのむ|頼み(?:ます)?)(?:から)?|(?:お願い|おねがい)(?:だから"
    "|ですから|します|や(?:から)?)?|後生だから"
    "|ちょっ?|わっ|きゃあ?|あ|そこまで|(?:その|この)場で|(?:そこ|ここ?)で|一旦|いったん|一時|いちじ|一度|一回|みんな|皆|ゆっくり|静かに"
    "|完全に|必ず|絶対に?|緊急|本当に|ほんまに|ほんと"
    "|まじで|黙って|そのまま|このまま|少々|少し|しばらく|しばし|どうか|どうぞ|何卒|なにとぞ"
    "|恐れ入ります(?:が)?|お手数(?:です|をおかけします|おかけします)が|やっぱり?|やはり|[^、,。]{2,8}いい?から、?|おそれいりますが|恐縮ですが"
    "|申し訳(?:ない|ありません|ございません)(?:です)?(?:が|けど)?|悪い(?:けど|が)?|すまん(?:が|けど)?"
    "|ごめん(?:ね|なさい)?"
    "|(?:危ない|あぶない|危険|ぶつかる)(?:から|ので|けん|ぞ|よ|って)?|(?:すみ|すい)ません(?:が|けど)?"
    "|あの(?:う|お)?|ほら|えと?|うん|それ以上|以内に|に続き"
    "|よし|さあ|じゃあ|では|やだ|わあ?|きゃあ?|ひゃ|うお|どう(?:どう)?|どあほ|ばか|あほ|くそ"
    "|(?:そこ|こ|そ|あ)の|ぜんき|ぜんだい|きゅう|そく|(?:no|oh|please|hey|just|now|ok|robot|everybody"
    "|everyone|choto|dame|damedame|oi|abunai|moi|moui|hai|hayaku|sugu(?:ni)?|ima)|あかん|いかん"
    "|(?:ろぼと|ろぼっ?)|agv[0-9]*|[a-z]*[0-9一二三四五六七八九十]+号機"
)
_ROBOT = "(?:ろぼっと|ろぼと|ろぼ|ろぼた)(?:くん|さん|君|ちゃん|よ[、,])"
_BECAUSE = (
    "[^、,]{2,12}?(?:(?:いる|おる|来る|くる|危ない)(?:から|ので|けん|よ)?[、,]"
    "|(?:だ|な|いる|る|危ない)(?:から|ので|けん)[、,]?)"
)
_OWN_MOTION = (
    "(?:今の|この|その|全ての|すべての)?(?:ろぼっと|あむ|動き|うごき|動作|作業|さぎょう|運転|移動|走行|搬送|運搬|配達|配膳|機械|ましん|本体"
    "|車輪|もた|台車|車|全て|すべて|全部"
    "|全員|全機|全台|全号機|全動作|全|旋回|回転|前進|後退|実行|処理|仕事|運行|稼働|これ|それ|agv[0-9]*"
    "|こいつ|指示|命令|the)(?:を|は|の|も)?"
)
_STOPS = f"{_STAND}(?:れ|って)|{_HALT_NOUN}(?:して)?|やめ(?:て|ろ)?|(?:待|ま)(?:って|て)|{_MOVE}くな"
# と、と、止まれ; はい、; うぎゃ、
_SHORT_CRY = "(?<![^、,])(?:[とまやすうて]|[ぁ-ゖ]{1,4}(?<![てでしりみきたらばにとをへ]))[、,]"
_PREFACE: Final = re.compile(rf"(?:(?=({_SHORT_CRY}|{_ROBOT}|{_STOPS}|{_OWN_MOTION}|{_COMMON}|[、,]))\1)*")
_QUANTITY = (
    "[0-9〇一二三四五六七八九十百千半数]+(?:秒|分|時間|めとる|せんち|みり|m|cm|mm|歩|度|回転|周)間?半?"
    "(?:だけ|ほど|くらい|ぐらい|程度?)?"
)
_HAS_QUANTITY: Final = re.compile(_QUANTITY)
_BLOCKS: Final = re.compile(
    rf"(?:(?<!ない)(?<!の)(?<![いるた]ん)で|て|[てで]から|たら|だら|れば|けば|なら|ると|たと|まで|後に?"
    rf"|あと|時は?|ときは?|場合は?|際は?|たび"
    rf"|次第|ながら|つつ|ように|(?<!ず)(?<!の)に|{_QUANTITY}|[一-鿿](?:み|り|し|き|がり))[、,]*$"
)
_MOTION_NOUN: Final = re.compile(r"(?:前進|後退|旋回|回転|移動|直進|右折|左折)[、,]*$")
_OBJECT: Final = re.compile(r"[をがはものへ][、,]*$")
_CONDITION: Final = re.compile(r"(?:たら|だら|れば|なら|場合は?|時は?|ときは?|際は?|まで)[、,]*$")
_REASON: Final = re.compile(
    r"(?:[いるただすん](?:から|ので|んで|けど|さかい|けん|けえ|のに)|やから|やけん|(?:いる|おる|来る|くる"
    r"|危ない)し|[だるいす][ぞよ])[、,]*$"
)
_SUBJECT: Final = re.compile(r"[^はも]{0,6}[がに]$")
_OWN_DOING: Final = re.compile(  # 回るのをやめて, 配送を中止して
    r"(?:[るくすむうつぬぐぶ](?:の|こと)(?:を|は|も)?|[一-鿿]{2}(?:を|は)|それ以上は?|そんなこと(?:を"
    r"|は)?)[、,]*$"
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# ---------------------------------------------------------------- the slips
_FORMS: Final = _words(
    "止まれ とまれ 停まれ 止まって とまって 停まって 止めて 止めろ とめて 停止 停止して 停止しろ 停止せよ"
    " 停止しなさい ていし ていして ていしろ てい止 すとっぷ すとっぷして 待て 待って まって やめて やめろ"
    " やめなさい 動くな うごくな 動かないで うごかないで 止まりなさい とまりなさい 待ちなさい まちなさい"
    " お待ちください 危ない あぶない 中止して 非常停止 ひじょうていし ひじょていし 緊急停止"
    " きんきゅうていし きんきゅていし 一時停止 いちじていし 急停止 緊急すとっぷ えまじんし"
    " えまじんしすとっぷ stop tomare tomate sutopu teishi matte yamero yamete halt emergencystop 止 停"
    " 動くんじゃない 動かんといて 動いちゃだめ 動いたらあかん 動いたらいけん 動いてはいけません"
    " 動くんやない うごくんじゃない うごかんといて うごいちゃだめ うごいたらあかん うごいてはいけません"
    " うごいたらいけん 止まらんかい とまらんかい やめんかい 待たんかい うごくんやない 非常てい止"
    " うごくなって 泊まれ 泊まって 辞めて 辞めろ 提示して 運転中止 作業中止 動作中止 動かんで うごかんで"
    " ちゅうし ちゅうしして"
)
_PLAIN: Final = re.compile(
    rf"(?:(?:非常|緊急|ひじょう?|きんきゅう?)?{_HALT_NOUN}|{_QUIT_NOUN})(?:し?て|し)?|(?:{_STAND}っ|(?:待"
    rf"|ま)っ|(?:や|辞)め)て|(?:{_STAND}|待|ま)っ|{_STAND}り|待ち|(?:や|辞)め|{_MOVE}かないで"
)
# what is left of くれ, ください, ちょうだい; 止まってくる and 止まってくれた tell
_MAIMED: Final = re.compile(
    r"て?く(?!る[^れ]|る$|た|れた|れて|れるな|れれ)[ぁ-ゖ]{1,5}|て?ち[ぁ-ゖ]{1,3}|て?き[れろん][ぁ-ゖ]{0,4}"
    r"|て?れ(?![ばる])[ぁ-ゖ]{1,5}|(?!\d)[ぁ-ゖ]{0,8}[a-z][ぁ-ゖ]{0,8}"
)
_ENDINGS: Final = _words(
    "ください くださいませ 下さい 下さいませ くれませんか くれますか くれないか くれない くれへん"
    " もらえますか もらえませんか もらえへん いただけますか いただけませんか いただけると"
    " いただけますでしょうか いただきたい ちょうだい 頂戴 お願いします おねがいします をお願いします"
    " お願いいたします お願い致します お願い申し上げます 願います おねがい を頼む なさい なはれ んさい"
    " んしゃい なっせ しなさい しんさい しんしゃい しなはれ しなっせ ほしいです おくれやす おくんなはれ"
    " くんしゃい くんさい つかあさい たもんせ くいやい くんない けさい ほしいんですけど"
    " いただけると助かります いただきたいのですが もらえる ちょうよ ほしい くんろ くれよ くれや くれる くれん"
)
_NEXT_KEY: Final = frozenset(_words("れね れわ てち めぬ すさ っつ ぷぶ ぷふ"))
_TAKEN_FOR: Final = {  # by shape or by sound
    "止": "正上土北山泊富停留史視紙士氏指示", "停": "亭帝低定底提呈程体貞", "待": "侍特",
    "動": "働重", "非": "悲費飛比避", "常": "情場状城",
    "緊": "禁金近均", "急": "級救給球", "危": "厄", "中": "仲注",
}  # fmt: skip
_OTHER_WORDS: Final = frozenset(
    _words(
        "禁止 停留 停泊 停電 とって 止め すきっぷ すこっぷ すりっぷ すなっぷ すわっぷ すてっぷ すらっぷ"
        " すとっぱ すとりっぷ とっぷ すとぶ すとろ すとっく すとく すてぷ step shop top spot atop slop stow"
        " stem 動く うごく 動かない うごかない ていた ていね ていど いして まとって ていじ ちゅう まっち"
        " めんかい いしろ 示して 辞して 辞しろ 動かな うごかな しない"
    )
)
_ASKED: Final = ("中止", "ちゅうし", "やめ")
_REFRAIN: Final = re.compile("め(?:とけ|とき|といて|ておけ|ておいて)")
_IN_WORDS: Final = ("てい", "てし", "てえ", "とま")
_GLUED: Final = re.compile("[ぁ-ゖ一-鿿]$")
_STAYS: Final = ("待", "まっ", "まて")
_HERE: Final = re.compile(r"(?:そこ|ここ?|この場|その場)で")
_FOREIGN: Final = re.compile(r"(?:dont|donot|not|non|never|busu?|bu|pit|door|next|one|without|cant|tab)$")
_EMERGENCY: Final = ("非常", "緊急", "ひじょ", "きんきゅ", "えま", "emer")
_KANA: Final = re.compile("[ぁ-ゖ]+")
_KANJI: Final = re.compile("[一-鿿]")
_WISH: Final = re.compile(_PLEASE)
_AFTER: Final = re.compile(rf"(?:{_DO}|{_DO_TE})?{_TAIL.pattern}")
_LEAD: Final = re.compile(rf"(?:(?=({_SHORT_CRY}|{_ROBOT}|{_BECAUSE}|{_OWN_MOTION}|{_COMMON}|[、,]))\1)*")
_SLIP_LENGTH: Final = 20


def _shortened(word: str) -> tuple[str, ...]:
    return (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))


def _index(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every word under itself and itself without one letter: a look-up finds what is one slip away."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        for key in _shortened(word):
            found[key] = (*found.get(key, ()), word)
    return found


_LONGEST_FORM: Final = max(map(len, _FORMS))
_NEAR_FORMS: Final = _index(_FORMS)
_NEAR_ENDINGS: Final = _index((*_ENDINGS, *(f"て{ending}" for ending in _ENDINGS)))
_BEGINS: Final = frozenset(form[0] for form in _FORMS)
_SECONDS: Final = frozenset(form[1] for form in _FORMS if len(form) > 1)


@dataclass(frozen=True, slots=True)
class StopMatch:
    """A stop that was heard: its level, and the words it was heard in (folded to hiragana)."""

    level: StopLevel
    surface: str


def match_stop(text: str) -> StopMatch | None:
    """Tell whether the raw `text` of an instruction is a stop, and whether it is an emergency stop.

    Linear in the length of `text`, and bounded: of a long one the first and last 500 visible characters
    within the first and last 20,000 are heard. Never raises. Returns None where no stop was said.
    """
    heard: StopMatch | None = None
    if len(text) > 2 * _REACH:
        text = f"{text[:_REACH]}。{text[-_REACH:]}"
    for part in _windows(text):
        for found in _heard(part):
            if found.level == "emergency":
                return found
            heard = heard or found
    return heard or next(_spaced(text), None) or _in_latin(text)


def _in_latin(text: str) -> StopMatch | None:
    """A short text typed in Latin letters, or half in them."""
    if _SIGN.search(text[:_CONTEXT]) and not fold(text[:_CONTEXT]).strip("!。"):
        return StopMatch("stop", text[:_CONTEXT])
    text = "".join(c for c in text[:_WINDOW] if unicodedata.category(c) != "Cf").replace("・", "")
    if len(text) > _CONTEXT or not _LATIN.search(unicodedata.normalize("NFKC", text).lower()):
        return None
    found = list(_known(fold(_kana(text))))
    return next((match for match in found if match.level == "emergency"), found[0] if found else None)


def fold(text: str) -> str:
    """Fold `text` for matching: NFKC, lower case, hiragana, without spaces, invisible and long-vowel marks.

    A character said several times in a row counts once (すとーーっっぷ), small vowels not at all (やめてぇ).
    """
    folded = _LINE_END.sub("。", unicodedata.normalize("NFKC", text)).lower().translate(_KATAKANA_TO_HIRAGANA)
    return _REPEATED.sub(r"\1", _INVISIBLE.sub("", folded).replace("卜", "と"))


def _kana(text: str) -> str:
    """Kana for Latin letters: tomatte kudasai, teisi site, tおまれ, とmatte. What is no Japanese becomes none."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_KATAKANA_TO_HIRAGANA)
    plain = _DOUBLED.sub("っ", _LATIN_GAP.sub("", plain))
    for written, read in _DIGRAPHS:
        plain = plain.replace(written, read)
    return _NASAL.sub("ん", _SYLLABLE.sub(_syllable, _GLIDE.sub(_glided, plain)))


def _glided(found: re.Match[str]) -> str:
    small = {"a": "ゃ", "u": "ゅ", "o": "ょ", "e": "ぇ", "i": ""}[found[2]]
    return _ROWS[found[1]][1] + small


def _syllable(found: re.Match[str]) -> str:
    vowel = found[2] or found[3]
    return _ROWS[found[1] or ""][_VOWELS.index(vowel) % 5]


def _respelled(part: str) -> str:
    for old, new in _OLD:
        part = part.replace(old, new)
    part = _LARGE_TSU.sub("っ", part)
    return part.replace("、", "") if _SPELLED.fullmatch(part) else part


def _windows(text: str) -> tuple[str, ...]:
    text = _TOLD.sub("〇", text)
    if len(text) <= 2 * _WINDOW:
        return (fold(text),)
    composed = unicodedata.normalize("NFC", text).replace("！", "!").replace("？", "?")
    visible = _INVISIBLE.sub("", _LINE_END.sub("。", composed))
    if len(visible) <= 2 * _WINDOW:
        return (fold(text),)
    return fold(visible[:_WINDOW]), fold(visible[-_WINDOW:])


def _heard(part: str) -> Iterator[StopMatch]:
    yield from (*_known(part), *_slipped(part))
    if (respelled := _respelled(part)) != part:
        yield from _known(respelled)


def _spaced(text: str) -> Iterator[StopMatch]:
    """Spaces in place of commas: うごくな にもつが くずれる."""
    if len(text) <= _WINDOW and (parted := _SPACE.sub("、", text.strip())) != text.strip():
        yield from _known(fold(parted))


# ---------------------------------------------------------------- forms that are known
def _known(part: str) -> Iterator[StopMatch]:
    for core in _CORE.finditer(part):
        kind = core.lastgroup or ""
        if (_right_allows(kind, part, core) or _alarmed(kind, part, core)) and _left_allows(kind, part, core):
            yield StopMatch("emergency" if kind == "emergency" else "stop", core.group())


def _alarmed(kind: str, part: str, core: re.Match[str]) -> bool:
    """止まってください台車が通ります: why it is to stop follows without a pause, and nothing else to do."""
    noun = kind == "strong" and _BARE_NOUN.fullmatch(core.group()) is not None
    if kind == "weak" or noun:
        return False
    tail = _TAIL.match(part, core.end())
    ends = {core.end(), tail.end() if tail else core.end()}
    reasons = (found.group() for end in ends if (found := _REASON_AFTER.match(part, end)))
    return any(_ALARM.search(reason) and not _TO_DO.search(reason) for reason in reasons)


def _right_allows(kind: str, part: str, core: re.Match[str]) -> bool:
    """Nothing may hang on to a stop word; a te-form must not lead on to another step either."""
    tail = _TAIL.match(part, core.end())
    end = tail.end() if tail else core.end()
    if kind == "te":
        return any(_NOTHING_FOLLOWS.match(part, at) for at in (end, core.end()))
    if part[end : end + 1] == "?" and core.group() in _ASKED:
        return False
    return any(pattern.match(part, at) for at in (end, core.end()) for pattern in (_END, _CORE))


def _left_allows(kind: str, part: str, core: re.Match[str]) -> bool:
    """What stands before the word must not make it a step, a condition or the stop of another thing."""
    sentence = re.split(r"[。!?]", part[max(0, core.start() - _CONTEXT) : core.start()])[-1]
    rest = _without_preface(sentence)
    if not rest:
        return not (core.group().startswith(_STAYS) and _HERE.search(sentence))
    if _CONDITION.search(rest) or _FOREIGN.search(rest):
        return False
    if kind == "emergency":
        return True
    pause = _paused(sentence, rest)
    if core.group().startswith(_IN_WORDS) and _GLUED.search(rest) and not pause and not _REASON.search(rest):
        return False
    if kind == "weak":
        return _weak_allows(sentence, rest, core)
    if kind == "quit":
        return _quit_allows(sentence, rest, core)
    if _BLOCKS.search(rest) or (_MOTION_NOUN.search(sentence) and _HAS_QUANTITY.search(sentence)):
        return False
    particle = _OBJECT.search(rest)
    return particle is None or (kind == "strong" and not particle.group().startswith("を"))


def _quit_allows(sentence: str, rest: str, core: re.Match[str]) -> bool:
    """After a reason, a pause that ends no step, or what the robot is doing (回るのをやめて)."""
    if _OWN_DOING.search(rest) or _REASON.search(rest):
        return _REFRAIN.search(core.group()) is None
    return _paused(sentence, rest) and not (_BLOCKS.search(rest) or _OBJECT.search(rest))


def _weak_allows(sentence: str, rest: str, core: re.Match[str]) -> bool:
    """After a reason (人がいるから) or a pause that ends no step; or 「人にぶつかる」."""
    if core.group().endswith(("かる", "たる")):
        return _SUBJECT.fullmatch(rest) is not None
    pause = _paused(sentence, rest)
    step = _BLOCKS.search(rest) or _OBJECT.search(rest) or _HAS_QUANTITY.search(rest)
    return _REASON.search(rest) is not None or (pause and not step)


def _paused(sentence: str, rest: str) -> bool:
    return sentence[len(rest) :].startswith(("、", ","))


def _without_preface(sentence: str) -> str:
    """Cut from the end whatever one may say before a stop and still mean it: vocatives, hurry, reasons."""
    for start in range(len(sentence)):
        preface = _PREFACE.match(sentence, start)
        if preface and preface.end() == len(sentence):
            return sentence[:start].rstrip("、,")
    return sentence


# ---------------------------------------------------------------- forms with one slip of the finger
def _slipped(part: str) -> Iterator[StopMatch]:
    """Stops with a letter too many, too few, wrong or swapped, where a short sentence holds nothing else."""
    sentences = re.split(r"[。!?]", part)
    for sentence in sentences if len(sentences) <= 8 else sentences[:4] + sentences[-4:]:
        lead = _LEAD.match(sentence)
        start = lead.end() if lead else 0
        said = sentence[start:].replace("、", "").replace(",", "")
        if not 1 < len(said) <= _SLIP_LENGTH or not (said[0] in _BEGINS or said[1] in _SECONDS):
            continue
        if form := _slip_of(said):
            emergency = form.startswith(_EMERGENCY) or sentence[:start].endswith("緊急")
            yield StopMatch("emergency" if emergency else "stop", said)


def _slip_of(said: str) -> str | None:
    """The stop word that was meant: itself and an ending with a slip, or with a slip and a known ending."""
    known = _CORE.match(said)
    if known and _TAIL.fullmatch(said, known.end()):
        return None
    plain = _PLAIN.match(said)
    if plain and _may_be_ending(said, plain.end()):
        return plain.group()
    for cut in range(min(len(said), _LONGEST_FORM + 1), 1, -1):
        form = _near(said[:cut], _NEAR_FORMS)
        if form and _AFTER.fullmatch(said, cut):
            return form
    return None


def _may_be_ending(said: str, start: int) -> bool:
    if _MAIMED.fullmatch(said, start) or (_WISH.match(said, start) and _TAIL.fullmatch(said, start)):
        return True
    ends = range(len(said), start + 3, -1)
    return any(_near(said[start:end], _NEAR_ENDINGS) and _TAIL.fullmatch(said, end) for end in ends)


def _near(said: str, index: dict[str, tuple[str, ...]]) -> str | None:
    for key in _shortened(said):
        for form in index.get(key, ()):
            if _is_slip(said, form):
                return form
    return None


def _is_slip(said: str, form: str) -> bool:
    """Whether one slip makes `form` into `said`, which is no word of its own."""
    if said.endswith("ない") and form.endswith("なさい"):
        return False
    if said in _OTHER_WORDS or said.removesuffix("して") in _OTHER_WORDS:
        return False
    start = next((at for at, (one, two) in enumerate(zip(said, form, strict=False)) if one != two), None)
    if start is None:
        start = min(len(said), len(form))
    end = 0
    while end < min(len(said), len(form)) - start and said[-1 - end] == form[-1 - end]:
        end += 1
    wrong, meant = said[start : len(said) - end], form[start : len(form) - end]
    if len(wrong) == 2:
        return wrong == meant[::-1]
    if len(wrong) > 1 or len(meant) > 1 or wrong == meant:
        return False
    return _may_be_slip(wrong, meant, form, at_edge=start == 0 or end == 0)


def _may_be_slip(wrong: str, meant: str, form: str, at_edge: bool) -> bool:
    """Kanji are not mistyped into just any kanji; short kana words are one letter from too many others."""
    if wrong.isascii() and wrong.isalpha():
        return True
    if _KANJI.match(meant) or _KANJI.match(wrong):
        return _may_be_kanji_slip(wrong, meant, form)
    if wrong and meant and (_unvoiced(wrong) == _unvoiced(meant) or meant + wrong in _NEXT_KEY):
        return True
    short = len(form) <= 4 and form != "すとっぷ"
    if not wrong:
        return len(form) > 3 or not _KANA.fullmatch(form)
    if short and (not meant or _KANA.fullmatch(form)):
        return False
    return not at_edge or (len(form) > 5 and meant != "")


def _unvoiced(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1]


def _may_be_kanji_slip(wrong: str, meant: str, form: str) -> bool:
    """停止 may lose one of its two, or become 提示; 止まれ without 止 is another word."""
    if not wrong:
        return len(form) > 3 and _KANJI.search(form.replace(meant, "", 1)) is not None
    return wrong in _TAKEN_FOR.get(meant, "") and (meant != "停" or "停止" in form)
