/**
 * Words that stand in nearly every letter and tell nothing; ё is e, as after folding. They are neither indexed nor
 * searched for. "не", "нет", "no", "not" and all verbs of some meaning are left in.
 */
const russian = `
и в во что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще о из ему
теперь когда даже ну ли если уже или ни быть был него до вас нибудь уж вам ведь там потом себя ей может они тут где есть
надо ней для мы тебя их чем была сам чтоб без чего раз тоже себе под будет ж тогда кто этот того потому этого какой совсем
ним здесь этом почти мой тем чтобы нее были куда всех при об этой перед лучше чуть том такой им более всю между это эта эти
`
const english = `
a an and are as at be been but by did do does for from had has have he her him his i if in into is it its me my of on or our
she so that the their them then there these they this those to us was we were what when where which who will with would you
your s t d ll re ve m
`

export const stopWords: ReadonlySet<string> = new Set(
  `${russian} ${english}`.split(/\s+/).filter((word) => word !== ''),
)
