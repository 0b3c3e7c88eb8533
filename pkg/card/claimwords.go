package card

import (
	"regexp"
	"strings"
)

// mention is a cheap test for the words that every claim holds.
var mention = pattern(`(?i)open[- ]?sourc|(?:fully|truly|completely|entirely)[* ]+open|开源|開源`)

// The words of the patterns. A sentence is folded before it is matched.
const (
	adverbs = `(?:(?:fully|truly|completely|entirely|100%|totally|now|also|proudly|officially|both|hereby|already|freely|permissively` +
		`|commercially)[ ,]+)*`
	open = `(?:open[- ]?sourced?|(?:fully|truly|completely|entirely)[- ]open)\b`
	be   = `(?: is| are|'s|'re| was| were| has been| have been| has now been| have now been)`
	noun = `(?:models?|llms?|slms?|vlms?|mllms?|lms?|vlas?|checkpoints?|weights|versions?|variants?|release|series|family|suite` +
		`|foundation|transformers?|mixture[- ]of[- ]experts|moe|alternative|reproduction|replication|embeddings?|encoders?|decoders?|tts|asr)\b`
	article = `(?: a| an| the| our| its| one of the| some of the| another)`
	filler  = `(?:[ ,]+[\w.\-%+]+){0,6}?`
	unlike  = `(?:datasets?|data|corpus|corpora|code|codebase|librar(?:y|ies)|toolkits?|tools?|frameworks?|packages?|repositor(?:y|ies)` +
		`|repos?|projects?|software|benchmarks?|platforms?|licen[cs]es?|licensing|initiative|definition|communit(?:y|ies)|scripts?|papers?` +
		`|ecosystem|apps?|assistants? library|intelligence|contributors?|engine|implementation)\b`
	function = ` (?:to|under|than|of|on|by|with|from|for|using|based|like|over|among|against|and|or|but|as|via|in|at|that|which|built` +
		`|trained|fine-tuned|finetuned|derived) `
)

var (
	weReleased = pattern(`\b(?:we|our team)(?: have|'ve| are| will be)? ?(?:(?:now|also|fully|hereby|proudly|officially|happy to|excited to` +
		`|proud to|pleased to|glad to|thrilled to|completely|already|recently|just|therefore|thus) )*open[- ]?sourc(?:e|ed|ing)\b(.*)`)
	isOpen    = pattern(`^(.*?)` + be + ` ` + adverbs + open + `(.*)$`)
	isAnOpen  = pattern(`^(.*?)` + be + article + `(` + filler + `)[ ,]+` + open + `(.*)$`)
	presented = pattern(`^(.*?)\b(?:introduc|present|releas|announc|unveil|launch)(?:e|es|ed|ing)?\b([^.;]{0,60}?),?` + article + `(` +
		filler + `)[ ,]+` + open + `(.*)$`)
	apposed   = pattern(`^([^,:]{1,60})[,:]` + `(?: (?:a|an|the|our))?(` + filler + `)[ ,]+` + open + `(.*)$`)
	label     = pattern(`^(?:\W* )?(?:fully |truly |completely |entirely |100% )?` + open + `(?: model)?(?: ?[:!,.(—-]| under | with |$)`)
	bareLabel = pattern(`^\W*open[- ]?sourced?\W*$`)

	modelNoun = pattern(`\b` + noun)
	otherNoun = pattern(`\b` + unlike)
	stops     = pattern(function)

	doubt = pattern(`\b(?:not|cannot|never|no|neither|nor|without|unlike|non|isn't|aren't|wasn't|won't|don't|doesn't|partially|partly|semi` +
		`|if|whether|unless|once|would|could|should|might|may|will|plan|plans|planning|planned|going to|soon|intend|intends|hope|hopes|aim` +
		`|aims|want|wish|strive|commit(?:ted)? to|goal|so-called|almost|nearly|claim|claims|claimed|previously|originally|formerly|likely` +
		`|considering|upcoming)\b`)

	chinese      = pattern(`(?:我们|我們|本模型|该模型|此模型|本系列|该系列|本次)[^，。；,;]{0,14}(?:开源|開源)(.*)$`)
	chineseIs    = pattern(`(?:本模型|该模型|此模型|本系列|该系列)(?:是|为)[^，。；,;]{0,16}(?:开源|開源)[^，。；,;]{0,12}(?:模型|版本)`)
	namedIs      = pattern(`^([^，。；,;是]{1,40})(?:是|为)[^，。；,;]{0,24}(?:开源|開源)[^，。；,;的]{0,16}(?:模型|版本)([^，。；,;]*)`)
	chineseDoubt = pattern(`未|不|没有|沒有|非|将|將|即将|计划|優於|优于|超过|超越|相比|对比|其他|其它|现有|已有|基于|部分|是否|吗|如果`)
	chineseOther = pattern(`^(?:项目|社区|许可|协议|數據|数据|代码|工具|框架|库|软件|生态|平台|贡献)`)
)

// subject is what a card calls its own model.
type subject struct{ name *regexp.Regexp }

// openFor is access granted to somebody or for a purpose, not open source.
var openFor = pattern(`(?:fully|truly|completely|entirely) open (?:for|to|about) |[- ]open[- ](?:weights?|access|domain|vocabulary|set` +
	`|ended|world)\b`)

var selfWords = pattern(`\b(?:we|our|this|these|(?:the|all|both|its|their)(?: [\w.-]+)? (?:models?|weights|checkpoints?|release|series` +
	`|family))\b`)

var nameWord = pattern(`^[A-Za-z]{2,}`)

// selfOf takes the name of the model from the first heading. A name shared
// with a base model is none: what is said of it may be said of the parent.
func selfOf(c *Card) subject {
	for _, s := range c.Sections {
		if s.Level == 0 {
			continue
		}
		for _, word := range strings.Fields(strings.ToLower(s.Title)) {
			name := nameWord().FindString(word)
			if name == "" || genericWord(name) {
				continue
			}
			for _, base := range c.BaseModels.Texts() {
				if strings.Contains(strings.ToLower(base), name) {
					return subject{}
				}
			}
			return subject{regexp.MustCompile(`\b` + name)}
		}
		return subject{}
	}
	return subject{}
}

func genericWord(s string) bool {
	switch s {
	case "model", "models", "card", "for", "the", "an", "introduction", "overview", "welcome", "to", "introducing", "about", "of",
		"description", "summary", "details", "intro", "open", "source", "fully", "usage", "license", "and", "dataset", "data", "large",
		"language", "our", "this", "new":
		return true
	}
	return false
}

// otherModel is a model that is not the card's own, or something of a model
// that is not the model.
var otherModel = pattern(`\b(?:base|original|underlying|parent|teacher|student|other|others|existing|reward|judge|backbone|previous` +
	`|competing|leading|popular|many|most|some|several|such)\b|\bmodels?(?:'s?)? (?:[\w-]+ ){0,2}` + unlike)

// is reports whether words speak of the card's own model.
func (s subject) is(words string) bool {
	if len(strings.Fields(words)) > 14 || otherModel().MatchString(words) || otherNoun().MatchString(words) &&
		!modelNoun().MatchString(words) {
		return false
	}
	if _, owner, ok := strings.Cut(words, " of "); ok {
		words = owner
	}
	return selfWords().MatchString(words) || s.name != nil && s.name.MatchString(words)
}

// claims reports whether a folded sentence says that the model is open source.
func (s subject) claims(text, before string, standalone bool) bool {
	at := mention().FindStringIndex(text)
	if at == nil || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？") || quoted(text, at[0]) {
		return false
	}
	if doubt().MatchString(text[:at[0]]) || openFor().MatchString(text) {
		return false
	}
	return s.released(text) || s.described(text, before) || s.headed(text, standalone) || s.inChinese(text)
}

// quoted reports whether the byte at i stands inside quotation marks.
func quoted(text string, i int) bool {
	return strings.Count(text[:i], `"`)%2 == 1 || i > 0 && text[i-1] == '\''
}

// released reads "we open-source …": what is released must be the model.
func (s subject) released(text string) bool {
	m := weReleased().FindStringSubmatchIndex(text)
	if m == nil || relative().MatchString(text[:m[0]]) {
		return false
	}
	object := firstClause(text[m[2]:m[3]])
	if i := stops().FindStringIndex(object + " "); i != nil {
		object = object[:i[0]]
	}
	if otherNoun().MatchString(object) && !modelNoun().MatchString(object) {
		return false
	}
	return s.is(object) || pronoun().MatchString(object)
}

// relative ends in a word that makes what was released stand before it.
var relative = pattern(`\b(?:which|that|whom) $`)

var pronoun = pattern(`^ (?:it|them|everything|all)\b`)

// described reads "the model is (an) open-source …" and "we introduce X, an
// open-source …".
func (s subject) described(text, before string) bool {
	if m := isAnOpen().FindStringSubmatch(text); m != nil && s.subjectOf(m[1], before) && plainWords(m[2]) && modelFollows(m[3]) {
		return true
	}
	if m := isOpen().FindStringSubmatch(text); m != nil && s.subjectOf(m[1], before) && !otherFollows(m[2]) {
		return true
	}
	if m := presented().FindStringSubmatch(text); m != nil && plainWords(m[3]) && modelFollows(m[4]) {
		return (m[1] == "" || weWord().MatchString(m[1])) && !stops().MatchString(m[2]+" ")
	}
	return false
}

// subjectOf looks at the clause before a verb. "It" is the model when the
// sentence before began with it.
func (s subject) subjectOf(words, before string) bool {
	if i := strings.LastIndexAny(words, ",;:("); i >= 0 {
		words = words[i+1:]
	}
	words = strings.TrimSpace(words)
	if words == "it" || words == "they" {
		first, _, _ := strings.Cut(before, " is ")
		return before != "" && s.is(first)
	}
	return s.is(words) && !stopsSubject().MatchString(" "+words+" ")
}

var weWord = pattern(`\bwe\b|\bour team\b`)

var stopsSubject = pattern(` (?:than|based|built|using|that|which|like|from|outperforms?|compared|on|against) `)

// headed reads "Name: an open-source …" and bare labels.
func (s subject) headed(text string, standalone bool) bool {
	if m := apposed().FindStringSubmatch(text); m != nil && nounPhrase(m[1]) && s.is(m[1]) && plainWords(m[2]) && modelFollows(m[3]) {
		return true
	}
	return standalone && label().MatchString(text) && !bareLabel().MatchString(text) && !otherNoun().MatchString(firstClause(text))
}

// maxName is how many words name a model.
const maxName = 6

var verb = pattern(`\b(?:we|is|are|was|were|has|have|uses?|used|can|i|you|it)\b`)

// nounPhrase reports whether words are a name and no sentence.
func nounPhrase(words string) bool {
	return len(strings.Fields(words)) <= maxName && !verb().MatchString(words) && !stops().MatchString(words+" ")
}

func (s subject) inChinese(text string) bool {
	if chineseIs().MatchString(text) && !chineseDoubt().MatchString(text) {
		return true
	}
	if m := namedIs().FindStringSubmatch(text); m != nil && s.name != nil && s.name.MatchString(m[1]) && !strings.Contains(m[2], "的") &&
		!chineseDoubt().MatchString(m[0]) {
		return true
	}
	m := chinese().FindStringSubmatchIndex(text)
	if m == nil || chineseDoubt().MatchString(text[:m[2]]) {
		return false
	}
	rest := strings.TrimPrefix(strings.TrimSpace(text[m[2]:]), "了")
	return !chineseOther().MatchString(rest) && strings.Contains(text, "模型")
}

// plainWords reports whether only adjectives stand between article and claim.
func plainWords(words string) bool {
	return !stops().MatchString(seriesOf().ReplaceAllString(words, "") + " ")
}

// seriesOf is no step towards another model: "a family of open-source models".
var seriesOf = pattern(` (?:generation|series|family|suite|set|collection|line|pair|member) of(?: the)?\b`)

// modelFollows reports whether the noun behind the claim is a model.
func modelFollows(rest string) bool {
	rest = firstClause(rest)
	m := modelNoun().FindStringIndex(rest)
	if m == nil || len(strings.Fields(rest[:m[0]])) > 8 || stops().MatchString(rest[:m[0]]) {
		return false
	}
	other := otherNoun().FindStringIndex(rest)
	return other == nil || other[0] > m[0] || strings.HasPrefix(strings.TrimSpace(rest[other[1]:]), rest[m[0]:m[1]])
}

// otherFollows reports whether the words behind the claim name something else
// than a model.
func otherFollows(rest string) bool {
	rest = firstClause(rest)
	if i := stops().FindStringIndex(rest + " "); i != nil {
		rest = rest[:i[0]]
	}
	return otherNoun().MatchString(rest) && !modelNoun().MatchString(rest)
}

// firstClause is text up to the first mark that ends a clause.
func firstClause(text string) string {
	trimmed := strings.TrimLeft(text, ",")
	if i := strings.IndexAny(trimmed, ".;:()，。；"); i >= 0 {
		trimmed = trimmed[:i]
	}
	return trimmed
}
