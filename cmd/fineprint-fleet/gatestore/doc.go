// Package gatestore keeps the decisions of several gates in a Postgres: one
// audits, all know.
package gatestore
