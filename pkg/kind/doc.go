// Package kind says what a kind of clause means, whatever text states it: its
// plain title, whom it limits, how it travels to what is made from a work, which
// criteria of openness it breaks, what it asks of the user, and which part of a
// profile decides whether it bites. All of that is data, in rules/kinds.yaml;
// this package is its vocabulary and checks its form.
package kind
