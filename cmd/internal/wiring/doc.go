// Package wiring sets up the parts of fineprint as flags, settings and the
// environment say: rules, profile, cache, hubs. Every program of fineprint that
// audits is wired here.
package wiring
