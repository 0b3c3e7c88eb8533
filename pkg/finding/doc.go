// Package finding holds what fineprint states about a target: findings with
// their evidence, and the licences that govern each part of it. Findings are
// observations. Only a policy judges them.
//
// A Finding is made by New, which gives it an id that does not depend on any
// sentence: kind, scopes, source, document and quote. What there is to say of it
// is data too: Remarks with a code and parameters, told by package render.
// License says how surely its terms are known (Standing), and Summarise is the
// one fold of terms into rights, commercial use and freedom.
package finding
