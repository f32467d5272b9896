# ctest's list of one build (--show-only=json-v1) → the lines of a CTestTestfile.cmake, in which every
# test carries the name and label of that build. Use: jq -r --arg build NAME -f combine.jq

def quoted: "[==[" + (if type == "array" then join(";") else tostring end) + "]==]";
def own: map($build + "/" + .);
def renamed:
  if .name == "LABELS" then .value += [$build]
  elif .name == "DEPENDS" or (.name | startswith("FIXTURES_")) then .value |= own
  else . end;

.tests[]
| ($build + "/" + .name | quoted) as $name
| (if any(.properties[]; .name == "LABELS") then .properties
   else .properties + [{name: "LABELS", value: []}] end | map(renamed)) as $properties
| "add_test(\($name) \((.command // [.name]) | map(quoted) | join(" ")))",
  "set_tests_properties(\($name) PROPERTIES \($properties | map(.name + " " + (.value | quoted)) | join(" ")))"
