// Package policy judges what was observed about a target. Judging is pure and
// total: every set of facts has a verdict, and every outcome but a pass names
// its reasons.
//
// Judge weighs every finding and licence once: a clause is put against the
// profile by what its kind says decides it (bite.go and the files named after
// the deciders: figures, money, places, uses), and the ruling, a State with the
// remarks behind it, becomes an Outcome (weigh.go). Verdicts join outcomes by
// scope (judge.go). Obligations draws the checklist from the judged findings.
// Nothing here makes a sentence: reasons and rulings are data.
package policy
