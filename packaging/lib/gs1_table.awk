# The GS1 Barcode Syntax Dictionary → assets/gs1/identifiers.tsv, our own table of the same facts.
#   awk -f packaging/lib/gs1_table.awk gs1-syntax-dictionary.txt > assets/gs1/identifiers.tsv

BEGIN {
  OFS = "\t"
  print "# GS1 Application Identifiers: facts of the GS1 Barcode Syntax Dictionary, see assets/README.md."
  print "# first, last: the identifiers of a line. ends: fixed = of a length that all readers know; fnc1 = ends"
  print "# at FNC1 or with the code. link: whether a Digital Link may name it after the question mark."
  print "# value: its parts; n digits, x CSET 82, y CSET 39, z base 64; length or shortest-longest; ? = may be"
  print "# absent; +check. needs: one of these groups; each word must hold. apart: never beside these."
  print "# key: - or the orders in which qualifiers may follow in a Digital Link (\"key\" alone: none)."
  print "# first", "last", "ends", "link", "value", "needs", "apart", "key", "title"
}
/^#/ || NF == 0 { next }
{
  title = ""
  at = index($0, "#")
  if (at) {
    title = substr($0, at + 1)
    gsub(/^[ \t]+|[ \t]+$/, "", title)
    $0 = substr($0, 1, at - 1)
  }
  split($1, codes, "-")
  first = codes[1]
  last = (2 in codes) ? codes[2] : first
  delete codes
  ends = "fnc1"; link = "no"; value = ""; needs = ""; apart = ""; key = ""
  for (field = 2; field <= NF; ++field) {
    word = $field
    if (word ~ /^[*?]+$/) {
      if (index(word, "*")) ends = "fixed"
      if (index(word, "?")) link = "yes"
    } else if (word ~ /^req=/) {
      needs = needs (needs == "" ? "" : " ") substr(word, 5)
    } else if (word ~ /^ex=/) {
      apart = apart (apart == "" ? "" : ",") substr(word, 4)
    } else if (word ~ /^dlpkey/) {
      key = (word == "dlpkey") ? "key" : substr(word, 8)
    } else if (word ~ /^\[?[NXYZ]/) {
      value = value (value == "" ? "" : " ") part(word)
    } else {
      print "line " NR ": what is " word "?" > "/dev/stderr"
      exit 1
    }
  }
  print first, last, ends, link, value, dash(needs), dash(apart), dash(key), dash(title)
}
function dash(text) { return text == "" ? "-" : text }
function part(word,   optional, checks, name, shortest, comma) {
  optional = ""
  if (word ~ /^\[/) { optional = "?"; sub(/^\[/, "", word); sub(/\]/, "", word) }
  checks = ""
  comma = index(word, ",")
  if (comma) {
    checks = substr(word, comma)
    gsub(/,/, "+", checks)
    word = substr(word, 1, comma - 1)
  }
  name = tolower(substr(word, 1, 1))
  word = substr(word, 2)
  if (word ~ /^\.\./) word = "1-" substr(word, 3)
  return optional name word checks
}
