package render

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// writeCSV writes the tables of a report below one another as one: the column
// record says which table a row is of, and a cell stands under the head that
// its table gives it. Lines end as RFC 4180 says.
func writeCSV(p Page, r Report) error {
	list := tables(r)
	head := []string{"record"}
	column := map[string]int{}
	for _, t := range list {
		for _, name := range t.Head {
			if _, ok := column[name]; !ok {
				column[name] = len(head)
				head = append(head, name)
			}
		}
	}
	w := csv.NewWriter(p.W)
	w.UseCRLF = true
	err := w.Write(head)
	for _, t := range list {
		for _, row := range t.Rows {
			cells := make([]string, len(head))
			cells[0] = strings.TrimSuffix(t.Name, "s")
			if t.Name == "duties" {
				cells[0] = "duty"
			}
			for i, cell := range row {
				cells[column[t.Head[i]]] = harmless(cell)
			}
			if err == nil {
				err = w.Write(cells)
			}
		}
	}
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	if err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// harmless keeps a spreadsheet from taking foreign text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
