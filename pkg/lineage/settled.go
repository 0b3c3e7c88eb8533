package lineage

import (
	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// Unsettled lists the ids of the models upstream whose terms are not known:
// those that were not read, and those without a licence that settles them.
// Training data is not among them. One that was not read is, even if its owner
// licensed anew what was made from it: it may stem from somebody else's.
func (g *Graph) Unsettled() []string {
	var ids []string
	for i, n := range g.Nodes {
		if i > 0 && !n.settled() && (g.reach(i).made() || !n.read() && g.madeFrom(i)) {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// read reports whether it is known what n was made from in turn.
func (n *Node) read() bool { return n.Status == Read || n.Status == Gated || n.Status == Known }

// settled reports whether the terms of n are known: licences that the
// catalogue knows, in an unchanged text or by name. A label that asks for
// nothing does not outweigh a text that nobody may read.
func (n *Node) settled() bool {
	if !n.read() || len(n.Unread) > 0 || len(n.Denied) > 0 && n.permissive() {
		return false
	}
	return n.every(settles)
}

// permissive reports whether all licences of n are known to be permissive.
func (n *Node) permissive() bool { return n.every(permissive) }

// every reports whether n has a licence for what it is, and each of these is so.
func (n *Node) every(is func(finding.License) bool) bool {
	found := false
	for _, l := range n.Licenses {
		if !l.Covers(n.main()) {
			continue
		}
		if !is(l) {
			return false
		}
		found = true
	}
	return found
}

func permissive(l finding.License) bool { return settles(l) && l.Permissive() }

// settles reports whether a licence says by itself what the terms are: one
// that the catalogue knows, unchanged, and by more than a word in prose. A
// permissive one that was only named must stand for one fixed text.
func settles(l finding.License) bool {
	switch s := l.Standing(); s {
	case finding.OneOfSeveral, finding.KnownByName, finding.Service:
		return l.Known() && !l.Permissive()
	default:
		return s.Settled()
	}
}
