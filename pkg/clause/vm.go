package clause

// hit is one place where a pattern matched: tokens [start, end), and the
// tokens of each capture.
type hit struct {
	start, end int
	caps       [2 * maxCaptures]int16
}

type thread struct {
	pc    uint16
	start int16
	caps  [2 * maxCaptures]int16
}

// machine runs programs over the tokens of one segment. All states are
// followed side by side, so the time is bounded by tokens × instructions.
type machine struct {
	now, next []thread
	stamp     []uint32 // by instruction: the step in which it was last added
	step      uint32
	entities  []entity
}

// run returns the matches of prog in tokens that end behind the token from,
// leftmost first, without overlap.
func (m *machine) run(prog *program, tokens []token, from int) []hit {
	if len(m.stamp) < len(prog.code) {
		m.stamp = make([]uint32, len(prog.code))
		m.step = 0
	}
	var hits []hit
	m.now = m.now[:0]
	m.bump()
	var best *hit
	for i := 0; i <= len(tokens); i++ {
		if best == nil {
			m.add(&m.now, prog, thread{start: int16(i)}, i)
		}
		if len(m.now) == 0 && best != nil {
			hits, best = append(hits, *best), nil
			m.add(&m.now, prog, thread{start: int16(i)}, i)
		}
		m.next = m.next[:0]
		m.bump()
		for _, t := range m.now {
			if best != nil && int(t.start) > best.start {
				continue
			}
			in := prog.code[t.pc]
			if in.op == iMatch {
				if i > from && (best == nil || int(t.start) == best.start && i > best.end && best.end <= from) {
					best = &hit{start: int(t.start), end: i, caps: t.caps}
				}
				if best != nil && best.start == int(t.start) {
					break // states of lower priority prefer more text
				}
				continue
			}
			if i < len(tokens) && m.accepts(in, &tokens[i]) {
				t.pc = in.x
				m.add(&m.next, prog, t, i+1)
			}
		}
		m.now, m.next = m.next, m.now
	}
	if best != nil {
		hits = append(hits, *best)
	}
	return hits
}

func (m *machine) bump() {
	m.step++
	if m.step == 0 {
		clear(m.stamp)
		m.step = 1
	}
}

func (m *machine) accepts(in instr, t *token) bool {
	switch in.op {
	case iAny:
		return true
	case iSymbol:
		for _, s := range t.w.symbols {
			if uint16(s) == in.arg {
				return true
			}
		}
		return false
	case iEntity:
		return t.entity > 0 && m.entities[t.entity-1].kind == entityKind(in.arg)
	default:
		return false
	}
}

// add follows the instructions that take no token.
func (m *machine) add(list *[]thread, prog *program, t thread, at int) {
	if m.stamp[t.pc] == m.step {
		return
	}
	m.stamp[t.pc] = m.step
	switch in := prog.code[t.pc]; in.op {
	case iSplit:
		t.pc = in.x
		m.add(list, prog, t, at)
		t.pc = in.y
		m.add(list, prog, t, at)
	case iSave:
		t.caps[in.arg] = int16(at)
		t.pc = in.x
		m.add(list, prog, t, at)
	default:
		*list = append(*list, t)
	}
}
