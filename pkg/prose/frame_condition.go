package prose

// except opens an exception, which may stand before its clause.
func (p *frameParser) except() {
	p.part, p.conforms = inException, false
	if p.open >= 0 {
		p.frames[p.open].Excepted = true
	} else {
		p.excepts = true
	}
}

func (p *frameParser) condition() {
	if p.part == inException {
		return // "except where permitted"
	}
	if p.open >= 0 {
		p.frames[p.open].Conditioned = true
	} else {
		p.waits = true
	}
	p.part, p.clause, p.since = inCondition, p.at, p.at
}

// provided opens a clause that binds without an operator of its own: "provided
// that you keep the notices".
func (p *frameParser) provided(u unit) {
	if p.part == inException && u.width == 1 && p.phrase < p.at { // "except as provided in this agreement"
		p.conforms = true
		return
	}
	if p.open >= 0 {
		p.frames[p.open].Conditioned = true
		p.finish(p.at)
	}
	p.part, p.clause, p.proviso, p.open = inMain, p.at+u.width, true, -1
}
