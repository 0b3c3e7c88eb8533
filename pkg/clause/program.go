package clause

// symbol numbers a literal or a stem of the patterns.
type symbol uint16

// instr is one instruction of a program.
type instr struct {
	op   instrOp
	arg  uint16 // symbol, entity kind, capture slot
	x, y uint16 // next instructions
}

type instrOp uint8

const (
	iSymbol instrOp = iota
	iAny
	iEntity // a token of an entity of kind arg
	iSplit  // x first, then y
	iSave   // remember the place in slot arg
	iMatch
)

// maxCaptures bounds the captures of a pattern.
const maxCaptures = 4

// program is a compiled pattern.
type program struct {
	code     []instr
	captures []string // names, by slot pair
}

// compiler turns a pattern into a program. Gaps and alternatives prefer less
// text.
type compiler struct {
	vocabulary *vocabulary
	program
}

func compileProgram(n *node, v *vocabulary) *program {
	c := compiler{vocabulary: v}
	c.emit(n)
	c.add(instr{op: iMatch})
	return &c.program
}

func (c *compiler) add(i instr) int {
	c.code = append(c.code, i)
	return len(c.code) - 1
}

func (c *compiler) here() uint16 { return uint16(len(c.code)) }

func (c *compiler) emit(n *node) {
	switch n.op {
	case opLiteral, opStem:
		i := c.add(instr{op: iSymbol, arg: uint16(c.vocabulary.symbol(n))})
		c.code[i].x = c.here()
	case opSequence:
		for _, child := range n.children {
			c.emit(child)
		}
	case opAlternatives:
		c.alternatives(n.children)
	case opOptional:
		split := c.add(instr{op: iSplit})
		c.code[split].x = c.here()
		c.emit(n.children[0])
		c.code[split].y = c.here()
	case opGap:
		var splits []int
		for range n.n {
			split := c.add(instr{op: iSplit})
			splits = append(splits, split)
			c.code[split].y = c.here()
			i := c.add(instr{op: iAny})
			c.code[i].x = c.here()
		}
		for _, s := range splits {
			c.code[s].x = c.here()
		}
	case opCapture:
		c.capture(n)
	}
}

func (c *compiler) alternatives(children []*node) {
	var jumps []int
	for i, child := range children {
		split := -1
		if i+1 < len(children) {
			split = c.add(instr{op: iSplit})
			c.code[split].x = c.here()
		}
		c.emit(child)
		if split >= 0 {
			jumps = append(jumps, c.add(instr{op: iSplit}))
			c.code[split].y = c.here()
		}
	}
	for _, j := range jumps {
		c.code[j].x, c.code[j].y = c.here(), c.here()
	}
}

// capture emits one or more tokens of an entity between two saves.
func (c *compiler) capture(n *node) {
	slot := uint16(2 * len(c.captures))
	c.captures = append(c.captures, n.name)
	i := c.add(instr{op: iSave, arg: slot})
	c.code[i].x = c.here()
	body := c.add(instr{op: iEntity, arg: uint16(n.entity)})
	c.code[body].x = c.here()
	split := c.add(instr{op: iSplit, x: uint16(body)})
	c.code[split].y = c.here()
	i = c.add(instr{op: iSave, arg: slot + 1})
	c.code[i].x = c.here()
}
