// Package pattern reads the regular expressions by which words are told, from
// files below rules/words: data with proofs, as the rules are. An expression has
// a name there, and is compiled when it is first used. An index keeps words of
// which every text that the expression matches holds one: looking for these
// first costs a fraction, and most texts hold none.
package pattern
