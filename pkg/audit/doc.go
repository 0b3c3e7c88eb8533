// Package audit is the pipeline: it reads a target, names its licences, finds
// the clauses that bind, and has the facts judged. It never talks to a hub
// itself; snapshots come from a Source.
//
// New sets up an Auditor, and Run audits targets. Within a run each repository
// is fetched and read once, whether it is a target, stands upstream of one, or
// both (run.go). What becomes of it are four values, each made of the one
// before, and nothing changes what an earlier step made:
//
//   - contents (read.go): card, texts, answers of the hub and folders with terms
//     of their own, each text read once whoever asks for it (library.go);
//   - named (name.go): which licences govern it, which texts bind, and how the
//     words of the card stand to that (statements.go);
//   - found (find.go): everything that shows, as findings without a severity;
//   - judged (judge.go): what comes from upstream, how open the whole is, what it
//     allows, and what a policy makes of it, as a TargetReport (report.go).
//
// A failure is a Problem in the report of its target, never an error of the run.
// A text or a card alone is read without a repository (textreport.go,
// readcard.go), and a report is read back from its JSON (readback.go).
package audit
