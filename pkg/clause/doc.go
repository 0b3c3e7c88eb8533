// Package clause reads rules and finds the clauses they describe in a text.
package clause
