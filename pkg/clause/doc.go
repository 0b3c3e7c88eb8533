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
package clause
