// Package clausetest drives one rule through its own examples: every positive
// example must be found with the same words and parameters however the text
// is set, and wherever in a document it stands.
package clausetest
