package prose

// scaleWord returns what a word multiplies by, 0 for none. The words are those
// of the languages that the rules read.
func scaleWord(w string) float64 {
	switch w {
	case "十", "拾":
		return 10
	case "hundred", "hundreds", "百", "佰", "백":
		return 100
	case "thousand", "thousands", "k", "千", "仟", "tausend", "tsd", "mille", "mil", "mila", "천", "тысяч", "тысячи", "тысяча", "тыс":
		return 1e3
	case "万", "萬", "만":
		return 1e4
	case "lakh", "lakhs", "lac", "lacs":
		return 1e5
	case "million", "millions", "m", "mm", "mn", "mio", "mln", "millionen", "millón", "millones", "milhão", "milhões", "milione", "milioni",
		"миллион", "миллиона", "миллионов", "млн":
		return 1e6
	case "crore", "crores", "cr":
		return 1e7
	case "亿", "億", "억":
		return 1e8
	case "billion", "billions", "b", "bn", "milliarde", "milliarden", "mrd", "milliard", "milliards", "miliardo", "miliardi", "bilhão",
		"bilhões",
		"миллиард", "миллиарда", "миллиардов", "млрд":
		return 1e9
	case "trillion", "trillions", "tn", "兆", "조":
		return 1e12
	}
	return 0
}

// unitWord returns the number below hundred that a word stands for, 0 for none.
func unitWord(w string) float64 {
	switch w {
	case "one", "一", "壹", "eine", "einer", "une", "un", "uno", "um", "один":
		return 1
	case "two", "二", "两", "兩", "贰", "zwei", "deux", "dos", "dois", "due", "два", "две":
		return 2
	case "three", "三", "叁", "drei", "trois", "tres", "três", "tre", "три":
		return 3
	case "four", "四", "肆", "vier", "quatre", "cuatro", "quatro", "quattro", "четыре":
		return 4
	case "five", "五", "伍", "fünf", "cinq", "cinco", "cinque", "пять":
		return 5
	case "six", "六", "陆", "sechs", "seis", "sei", "шесть":
		return 6
	case "seven", "七", "柒", "sieben", "sept", "siete", "sete", "sette", "семь":
		return 7
	case "eight", "八", "捌", "acht", "huit", "ocho", "oito", "otto", "восемь":
		return 8
	case "nine", "九", "玖", "neun", "neuf", "nueve", "nove", "девять":
		return 9
	}
	return teenWord(w)
}

func teenWord(w string) float64 {
	switch w {
	case "ten", "zehn", "dix", "diez", "dez", "dieci", "десять":
		return 10
	case "eleven":
		return 11
	case "twelve":
		return 12
	case "thirteen":
		return 13
	case "fourteen":
		return 14
	case "fifteen":
		return 15
	case "sixteen":
		return 16
	case "seventeen":
		return 17
	case "eighteen":
		return 18
	case "nineteen":
		return 19
	}
	return tensWord(w)
}

func tensWord(w string) float64 {
	switch w {
	case "twenty", "zwanzig", "vingt", "veinte", "vinte", "venti", "двадцать":
		return 20
	case "twentyfive":
		return 25
	case "thirty", "dreißig", "trente", "treinta", "trinta", "trenta":
		return 30
	case "forty", "vierzig", "quarante", "cuarenta", "quarenta", "quaranta":
		return 40
	case "fifty", "fünfzig", "cinquante", "cincuenta", "cinquenta", "cinquanta", "пятьдесят":
		return 50
	case "sixty":
		return 60
	case "seventy":
		return 70
	case "eighty":
		return 80
	case "ninety":
		return 90
	}
	return 0
}

// isZero reports whether w is a zero between the digits of a Chinese number.
func isZero(w string) bool { return w == "零" || w == "〇" || w == "○" }

// isVague reports whether a word before a multiplier tells that nobody says how
// many: "several million", 数百万.
func isVague(w string) bool {
	switch w {
	case "several", "few", "many", "some", "couple", "multiple", "tens", "dozens", "hundreds", "thousands", "millions", "数", "數", "几", "幾",
		"上", "若干",
		"quarters", "thirds", "fifths", "tenths", "x", "n", "xx", "mehrere", "plusieurs", "varios", "vários":
		return true
	}
	return false
}
