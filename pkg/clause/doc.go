// Package clause finds the clauses that rules describe in a text, and accounts
// for every sentence of it.
//
// A Rule is data (rules/clauses/**/*.yaml): patterns of words for one kind of
// clause, and the examples that prove them. Compile turns the rules into an
// index, Load an index into a Set, and Set.Read, with Set.Match as its lesser
// form, runs a Set over a document that package prose has cut into sentences.
// What it finds are observations: a Match has a kind, parameters and the words
// that say so, and no severity. What a kind means is for package kind, and what
// follows from it for package policy.
//
// A pattern is matched against a sentence by sets of places, all ways at once,
// so that the time is bounded by the size of the pattern times the length of
// the sentence, whatever the text.
//
// Where things stand: rules and their form in rule.go and loader.go, their proofs
// in prove.go; the pattern language in pattern.go and node.go; a Set, its index
// and what is worked out ahead in set.go, index.go and needs.go; the reading of a
// text in read.go, of a sentence in segment.go, matcher.go and engine.go, by
// frames in frame.go and in other languages in abroad.go; what is taken back and
// merged in merge.go and elsewhere.go; the account of all sentences in account.go,
// explain.go and explainer.go, and why one stays open in why.go.
package clause
