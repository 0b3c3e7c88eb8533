package audit

import "github.com/fineprint-audit/fineprint/pkg/doc"

// readCard takes what the target declares from its card, or from the hub's
// copy of the card's metadata where the card could not be read.
func (o *observation) readCard() {
	if len(o.snap.RawInfo) > 0 {
		o.info = doc.New(infoPath, doc.RoleConfig, "", o.snap.RawInfo)
	}
	d := o.declaredFromInfo()
	o.addTags(&d)
	o.declared = d
}
