package clause

import "fmt"

// Skeleton returns the text of a rule file to start from. It does not load
// until its pattern and its proofs are real.
func Skeleton(id string) string {
	return fmt.Sprintf(`id: %s
kind: non-commercial              # one of the clause kinds; see docs/rules.md
title: What the clause says, as a heading
explain: What it means for a user, in plain words.
match:
  - "{must_not} ..8 (sell | rent) ..4 {model}"
unless: []
params: {}
examples:
  - want: "[[Mark what must be quoted]]."
  - want: "[[Word it another way here]]."
  - none: "The same words, meaning something else."
    why: say why it is none
  - none: "Another near miss."
    why: say why it is none
`, id)
}
