# ctest's list of one build (--show-only=json-v1) → the lines of a CTestTestfile.cmake, in which every
# test carries the name and label of that build. Use: jq -r --arg build NAME --arg in_time "COMMAND UNTIL" -f combine.jq
# With in_time each is begun by that command, and skipped where it answers 77; those of a list without it go first.

def quoted: "[==[" + (if type == "array" then join(";") else tostring end) + "]==]";
def own: map($build + "/" + .);
def has($name): any(.[]; .name == $name);
def with($name; $value): if has($name) then . else . + [{name: $name, value: $value}] end;
def renamed:
  if .name == "LABELS" then .value += [$build]
  elif .name == "DEPENDS" or (.name | startswith("FIXTURES_")) then .value |= own
  elif .name == "COST" and $in_time == "" then .value += 1000000
  else . end;

($in_time | if . == "" then [] else rindex(" ") as $at | [.[:$at], .[$at + 1:]] end) as $before
| .tests[]
| ($build + "/" + .name | quoted) as $name
| (.properties | with("LABELS"; []) | with("COST"; 0)
   | if $in_time == "" then . else with("SKIP_RETURN_CODE"; 77) end | map(renamed)) as $properties
| "add_test(\($name) \($before + (.command // [.name]) | map(quoted) | join(" ")))",
  "set_tests_properties(\($name) PROPERTIES \($properties | map(.name + " " + (.value | quoted)) | join(" ")))"
