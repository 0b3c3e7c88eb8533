// Package audit is the pipeline: it fetches a target, reads its documents,
// names its licences, finds the clauses that bind, and has the facts judged.
// It never talks to a hub itself; snapshots come from a Source.
//
// New sets up an Auditor, Run audits targets: each is fetched (run.go), its
// documents are read once, whoever asks (texts.go), card and texts are settled
// (licences.go), findings are made and judged (observe.go). A failure is a
// Problem in the report of its target, never an error of the run.
package audit
