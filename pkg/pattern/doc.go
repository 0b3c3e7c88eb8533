// Package pattern reads the regular expressions by which words are told, from
// files below rules/words: data with proofs, as the rules are. An expression has
// a name there, is compiled when it is first used, and may list words of which
// every text that it matches holds one: looking for these first costs a
// fraction, and most texts hold none.
package pattern
