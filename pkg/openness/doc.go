// Package openness says how open a model is, from evidence: a tier, which is
// a range where a question cannot be answered, and what each published
// definition of openness asks for and finds. It never certifies. What only a
// person can decide comes out as a question.
package openness
