// Package usage marks the mistakes of users: in arguments, a profile, a rule.
// A command ends with a code of its own for them.
package usage
