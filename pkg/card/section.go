package card

type Section struct{}

func (c *Card) readBody() {}
