package prose_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

func money() *prose.Names {
	return prose.NewNames(nil, nil, plain(
		prose.Name{Code: "USD", Called: []string{"$", "US $", "USD", "dollars", "US dollars", "美元"}},
		prose.Name{Code: "EUR", Called: []string{"€", "EUR", "euros", "欧元"}},
		prose.Name{Code: "CAD", Called: []string{"CA $", "C $", "CAD", "Canadian dollars"}},
		prose.Name{Code: "AUD", Called: []string{"A $", "AUD"}},
		prose.Name{Code: "HKD", Called: []string{"HK $"}},
		prose.Name{Code: "INR", Called: []string{"INR", "Rs", "₹"}}, prose.Name{Code: "CNY", Called: []string{"RMB", "元", "人民币", "CNY"}},
		prose.Name{Code: "JPY", Called: []string{"¥"}},
		prose.Name{Code: "KRW", Called: []string{"원", "won"}},
	))
}

// only returns the one value of a sort in a text.
func only(t *testing.T, sort prose.Sort, text string) (prose.Value, bool) {
	t.Helper()
	found := money().Values(sort, []byte(text), prose.Words([]byte(text)), nil)
	if len(found) > 1 {
		t.Errorf("%q holds %+v, want one value", text, found)
	}
	if len(found) == 0 {
		return prose.Value{}, false
	}
	return found[0], true
}

func TestCounts(t *testing.T) {
	for text, want := range map[string]int64{
		"700 million": 700e6, "1,000,000": 1e6, "one hundred million (100,000,000)": 100e6, "1M": 1e6, "10 M": 10e6, "40mm": 40e6,
		"0.5 million": 500_000, "half a million": 500_000, "a quarter of a million": 250_000, "two and a half million": 2_500_000,
		"1.5 million": 1_500_000, "three quarters of a million": 750_000, "3½ million": 3_500_000, "3 ½ million": 3_500_000,
		"1,500½ million": 1_500_500_000, "½ million": 500_000,
		"2¾ million": 2_750_000, "7 ⅛ million": 7_125_000,
		"a million": 1e6, "a hundred thousand": 100_000, "two million and a half": 2_500_000, "fourteen million": 14e6,
		"twenty-five thousand":   25_000,
		"three thousand million": 3e9, "five hundred thousand": 500_000, "one hundred and twenty": 120, "two thousand five hundred": 2500,
		"700 000 000": 700e6, "1.000.000": 1e6, "50.000": 50_000, "1'000'000": 1e6, "1\u202f500\u202f000": 1_500_000, "7e8": 700e6,
		"7 × 10^8": 700e6, "7×10⁸": 700e6,
		"7,00,00,000": 70e6, "10 crore": 100e6, "5 lakh": 500_000, "1,0000,0000": 100e6, "１００万": 1e6, "７００，０００，０００": 700e6, "٧٠٠ million": 700e6,
		"一千万": 10e6, "五千万": 50e6, "二十万": 200_000, "一亿五千万": 150e6, "一亿": 100e6, "1亿": 100e6, "1亿5000万": 150e6, "3.5亿": 350e6, "十万": 100_000,
		"两百万":   2e6,
		"一百二十万": 1_200_000, "十五万": 150_000, "千万": 10e6, "三万五千": 35_000, "一万亿": 1e12, "1 億": 100e6, "500만": 5e6, "1억": 100e6, "오천만": 50e6,
		"10 Mio.": 10e6, "1,5 Mio.": 1_500_000, "zwei Millionen": 2e6, "5 Milliarden": 5e9, "deux millions": 2e6, "10 millones": 10e6,
		"dos mil millones": 2e9,
		"5 milhões":        5e6, "10 миллионов": 10e6, "150": 150, "25": 25,
	} {
		if v, ok := only(t, prose.Count, text); !ok || v.Unread || v.Count != want {
			t.Errorf("%q reads %+v, want %d", text, v, want)
		}
	}
}

func TestWhatIsNoCount(t *testing.T) {
	for _, text := range []string{"two", "a million times of nothing"[:1], "$5 million", "7 million US dollars", "HK$5,000", "20,000 euros",
		"100 万元", "50 %", "25 percent", "3.14", "1.2.3", "August 2024", "since 2023", "2025年"} {
		if v, ok := only(t, prose.Count, text); ok {
			t.Errorf("%q reads %+v, want nothing", text, v)
		}
	}
}

func TestFiguresThatNobodyCanRead(t *testing.T) {
	for _, text := range []string{"[number]", "[insert number]", "[X] million", "____", "[●]", "several million", "hundreds of thousands",
		"数百万", "几千万", "many thousands"} {
		if v, ok := only(t, prose.Count, text); !ok || !v.Unread {
			t.Errorf("%q reads %+v, want a figure that cannot be read", text, v)
		}
	}
}

func TestSums(t *testing.T) {
	for text, want := range map[string]string{
		"US$20 million": "20000000 USD", "$ 20,000,000": "20000000 USD", "20 million dollars": "20000000 USD", "10,000,000 RMB": "10000000 CNY",
		"CA$5 million":               "5000000 CAD",
		"5 million Canadian dollars": "5000000 CAD", "$5 million CAD": "5000000 CAD", "A$250,000": "250000 AUD", "HK$1,000,000": "1000000 HKD",
		"INR 10 crore": "100000000 INR",
		"₹ 5 lakh":     "500000 INR", "10 Mio. EUR": "10000000 EUR", "€1.5 million": "1500000 EUR", "1.000.000 €": "1000000 EUR",
		"1.000,50 €": "1001 EUR", "2 million euros": "2000000 EUR",
		"1000万元人民币": "10000000 CNY", "人民币一亿元": "100000000 CNY", "2000万美元": "20000000 USD", "RMB ¥500,000": "500000 CNY",
		"¥ 500,000":                        "500000 JPY",
		"two million dollars ($2,000,000)": "2000000 USD", "USD 0.5 million": "500000 USD", "half a million US dollars": "500000 USD",
		"Z$300": "300 ", "5억 원": "500000000 KRW",
	} {
		v, ok := only(t, prose.Money, text)
		if got := fmt.Sprintf("%d %s", v.Count, v.Currency); !ok || got != want {
			t.Errorf("%q reads %q (%+v), want %q", text, got, v, want)
		}
	}
	for _, text := range []string{"a $20 million fund", "pay us $20 million"} {
		if v, _ := only(t, prose.Money, text); v.Currency != "USD" || v.Count != 20e6 {
			t.Errorf("%q reads %+v", text, v)
		}
	}
	for _, text := range []string{"$[amount]", "US$ ____", "[●] euros", "several million dollars"} {
		if v, ok := only(t, prose.Money, text); !ok || !v.Unread || v.Currency == "" {
			t.Errorf("%q reads %+v, want a sum that cannot be read", text, v)
		}
	}
}

// Whatever way a number is written in, it reads back as itself.
func TestNumbersReadBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		n := 10 + r.Int64N(9_990)
		for range r.IntN(3) {
			n *= 1000
		}
		for name, style := range styles() {
			text, ok := style(n)
			if !ok {
				continue
			}
			if v, found := only(t, prose.Count, "more than "+text+" users"); !found || v.Count != n || v.Unread {
				t.Fatalf("%s: %d written %q reads %+v", name, n, text, v)
			}
		}
	}
}

func styles() map[string]func(int64) (string, bool) {
	grouped := func(sep string) func(int64) (string, bool) {
		return func(n int64) (string, bool) { return group(n, sep), true }
	}
	return map[string]func(int64) (string, bool){
		"plain": func(n int64) (string, bool) { return strconv.FormatInt(n, 10), true }, "commas": grouped(","), "spaces": grouped(" "),
		"apostrophes": grouped("'"),
		"thin spaces": grouped("\u202f"), "points": func(n int64) (string, bool) { return group(n, "."), n >= 1e6 || n%1000 == 0 && n >= 1000 },
		"millions": func(n int64) (string, bool) {
			return strconv.FormatFloat(float64(n)/1e6, 'f', -1, 64) + " million", n >= 1e6 && n%1000 == 0
		},
		"M": func(n int64) (string, bool) { return strconv.FormatInt(n/1e6, 10) + " M", n%1e6 == 0 && n >= 1e7 },
		"billions": func(n int64) (string, bool) {
			return strconv.FormatFloat(float64(n)/1e9, 'f', -1, 64) + "bn", n >= 1e9 && n%1e6 == 0
		},
		"万":          func(n int64) (string, bool) { return strconv.FormatInt(n/1e4, 10) + "万", n%1e4 == 0 && n >= 1e5 },
		"words":      func(n int64) (string, bool) { return spell(n), true },
		"characters": func(n int64) (string, bool) { return characters(n), true },
		"full width": func(n int64) (string, bool) { return fullWidth(strconv.FormatInt(n, 10)), true },
		"lakhs":      func(n int64) (string, bool) { return strconv.FormatInt(n/1e5, 10) + " lakh", n%1e5 == 0 && n >= 1e6 },
	}
}

func group(n int64, sep string) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, s)
}

func spell(n int64) string {
	small := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
		"seventeen eighteen nineteen")
	tens := strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	for _, s := range []struct {
		unit int64
		word string
	}{{1e9, "billion"}, {1e6, "million"}, {1000, "thousand"}, {100, "hundred"}} {
		if n >= s.unit {
			head := spell(n/s.unit) + " " + s.word
			switch rest := n % s.unit; {
			case rest == 0:
				return head
			case s.unit == 100:
				return head + " and " + spell(rest)
			default:
				return head + " " + spell(rest)
			}
		}
	}
	switch {
	case n < 20:
		return small[n]
	case n%10 == 0:
		return tens[n/10]
	}
	return tens[n/10] + "-" + small[n%10]
}

// characters writes a number as Chinese texts do.
func characters(n int64) string {
	digits := []rune("零一二三四五六七八九")
	for _, s := range []struct {
		unit int64
		word string
	}{{1e8, "亿"}, {1e4, "万"}, {1000, "千"}, {100, "百"}, {10, "十"}} {
		if n >= s.unit {
			head := characters(n/s.unit) + s.word
			switch rest := n % s.unit; {
			case rest == 0:
				return head
			case rest < s.unit/10:
				return head + "零" + characters(rest)
			default:
				return head + characters(rest)
			}
		}
	}
	return string(digits[n])
}

func TestProperNames(t *testing.T) {
	for text, want := range map[string]string{
		"the courts of Santa Clara County, California, and no others": "Santa Clara County, California",
		"settled in Geneva under the rules":                           "Geneva",
		"THE COURTS OF PORT ASTER SHALL DECIDE":                       "", "the Federal Court of Norland": "Federal Court of Norland",
		"in small letters only": "", "x Y z": "",
	} {
		i := strings.IndexFunc(text, func(r rune) bool { return r >= 'A' && r <= 'Z' })
		got := ""
		if found := (&prose.Names{}).Values(prose.Proper, []byte(text[max(i, 0):]), prose.Words([]byte(text[max(i, 0):])), nil); len(found) > 0 {
			got = found[0].Text
		}
		if got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"on 1 March 2029": "2029-03-01", "from March 1st, 2029 on": "2029-03-01", "1st of March 2029": "2029-03-01",
		"2029-03-01": "2029-03-01", "2029/3/1": "2029-03-01", "am 01.03.2029": "2029-03-01", "am 1. März 2029": "2029-03-01",
		"le 1er mars 2029": "2029-03-01", "el 1 de marzo de 2029": "2029-03-01", "2029年3月1日": "2029-03-01", "2029년 3월 1일": "2029-03-01",
		"on 25/12/2029": "2029-12-25", "on 12/25/2029": "2029-12-25", "on 3/3/2029": "2029-03-03",
		"on 03/04/2029": "", "on 30 February 2029": "none", "Section 2.1.3": "none", "version 10.2.2": "none", "in March 2029": "none",
		"1,2 or 3": "none",
	} {
		v, ok := only(t, prose.Date, text)
		got := "none"
		if ok {
			got = v.Text
		}
		if got != want {
			t.Errorf("%q is %q (%+v), want %q", text, got, v, want)
		}
	}
}

func TestSharesAndNumbers(t *testing.T) {
	for text, want := range map[string]int64{"20 % of it": 20, "five percent": 5, "百分之五": -1, "3.5 %": -2, "20 users": -1} {
		v, ok := only(t, prose.Share, text)
		switch {
		case !ok && want == -1, ok && v.Unread && want == -2, ok && !v.Unread && v.Count == want:
		default:
			t.Errorf("the share in %q is %+v, %t", text, v, ok)
		}
	}
	if v, ok := only(t, prose.Number, "three (3) years"); !ok || v.Count != 3 || v.End != 2 {
		t.Errorf("three (3) is %+v, %t", v, ok)
	}
	if v, ok := only(t, prose.Money, "exceeds US$X in any year"); !ok || !v.Unread || v.Currency != "USD" {
		t.Errorf("US$X is %+v, %t", v, ok)
	}
}
