// Package term is fineprint's vocabulary: the closed lists of clause kinds,
// finding kinds, parameters, fields of use, regions and scopes that rules,
// catalogue entries, findings and policies agree on.
//
// It holds names and validation only. What a kind means for a user, whom it
// limits and which definition of openness it breaks is data in
// rules/kinds.yaml; how a clause is recognised is data in rules/clauses.
package term
