#include "app/core/imports/column_words.hpp"

#include <algorithm>
#include <array>

#include "pos/locale/fold.hpp"

namespace app::core::imports {

namespace {

constexpr std::array kItemColumnNames{
    FieldNames{
        "barcode",
        "barcode|bar code|ean|ean 13|ean13|ean code|gtin|upc|strichcode|code barre|code barres|"
        "codigo de barras|isbn|ברקוד|בר קוד"},
    FieldNames{
        "number",
        "number|item number|item no|article number|article no|product code|product id|item code|"
        "stock code|stockcode|sku|plu|code|id|no|nr|ref|reference|artikelnummer|artikel nr|artnr|"
        "art nr|artikelnr|nummer|code article|numero|codigo|referencia|מק ט|מקט|מספר פריט|"
        "מספר מוצר|קוד פריט|קוד מוצר|מספר|קוד"},
    FieldNames{
        "cost",
        "cost|cost price|purchase price|wholesale price|buying price|ek|ek preis|einkaufspreis|"
        "einstandspreis|einkauf|prix d achat|prix achat|cout|pa|coste|costo|precio de compra|"
        "מחיר עלות|מחיר קניה|מחיר קנייה|עלות"},
    FieldNames{
        "price",
        "price|sales price|selling price|unit price|unitprice|retail price|preis|vk|vk preis|"
        "verkaufspreis|ladenpreis|verkauf|prix|prix de vente|prix unitaire|pv|p v|pu|precio|pvp|"
        "p v p|precio de venta|מחיר|מחיר מכירה|מחיר יחידה"},
    FieldNames{
        "department",
        "department|category|product category|group|product group|warengruppe|kategorie|gruppe|"
        "abteilung|rayon|categorie|famille|categoria|departamento|familia|מחלקה|קטגוריה|קבוצה"},
    FieldNames{"tax",
               "tax|tax class|tax code|tax rate|vat|vat rate|vat code|mwst|mwst satz|ust|steuer|"
               "steuersatz|steuerklasse|tva|taux tva|iva|tipo iva|מע מ|מעמ|שיעור מע מ|מס"},
    FieldNames{"pack",
               "pack|pack size|case size|packung|vpe|packungsgrosse|colisage|lot|unidades|"
               "כמות באריזה|אריזה|מארז"},
    FieldNames{"unit",
               "unit|uom|unit of measure|sold by|einheit|mengeneinheit|unite|unidad|יחידת מידה|"
               "יחידה"},
    FieldNames{"weighed",
               "weighed|by weight|to weigh|gewogen|waage|wiegen|au poids|pesado|שקיל|במשקל"},
    FieldNames{"sold",
               "sold|on sale|active|for sale|aktiv|im verkauf|verkauflich|actif|en vente|activo|"
               "a la venta|en venta|במכירה|פעיל"},
    FieldNames{"picture", "picture|image|photo|bild|foto|imagen|תמונה"},
    FieldNames{
        "name",
        "name|product name|item name|artikelname|produktname|artikelbezeichnung|bezeichnung|"
        "designation|libelle|nom|nombre|שם מוצר|שם המוצר|שם פריט|שם הפריט|שם|title|description|"
        "beschreibung|artikeltext|descripcion|תיאור|תאור|product|produkt|produit|producto|ware|"
        "text|מוצר|item|article|artikel|articulo|פריט"},
};

constexpr std::string_view kMayBeNumbers{"item|article|artikel|articulo|product|produkt|פריט"};

struct TaxPhrase {
    std::string_view words;
    TaxInPrice tax;
};
constexpr TaxInPrice kWithout = TaxInPrice::without;
constexpr TaxInPrice kWith = TaxInPrice::with;
constexpr std::array kTaxPhrases{
    TaxPhrase{"excluding vat", kWithout},
    TaxPhrase{"excluding tax", kWithout},
    TaxPhrase{"excl vat", kWithout},
    TaxPhrase{"excl tax", kWithout},
    TaxPhrase{"exc vat", kWithout},
    TaxPhrase{"exc tax", kWithout},
    TaxPhrase{"ex vat", kWithout},
    TaxPhrase{"ex tax", kWithout},
    TaxPhrase{"without vat", kWithout},
    TaxPhrase{"without tax", kWithout},
    TaxPhrase{"before vat", kWithout},
    TaxPhrase{"before tax", kWithout},
    TaxPhrase{"net of vat", kWithout},
    TaxPhrase{"net of tax", kWithout},
    TaxPhrase{"plus vat", kWithout},
    TaxPhrase{"excl", kWithout},
    TaxPhrase{"net", kWithout},
    TaxPhrase{"netto", kWithout},
    TaxPhrase{"ohne mwst", kWithout},
    TaxPhrase{"ohne ust", kWithout},
    TaxPhrase{"ohne steuer", kWithout},
    TaxPhrase{"exkl mwst", kWithout},
    TaxPhrase{"exkl ust", kWithout},
    TaxPhrase{"exkl", kWithout},
    TaxPhrase{"zzgl mwst", kWithout},
    TaxPhrase{"zzgl ust", kWithout},
    TaxPhrase{"hors taxes", kWithout},
    TaxPhrase{"hors taxe", kWithout},
    TaxPhrase{"hors tva", kWithout},
    TaxPhrase{"h t", kWithout},
    TaxPhrase{"ht", kWithout},
    TaxPhrase{"sin iva", kWithout},
    TaxPhrase{"sin igic", kWithout},
    TaxPhrase{"sin impuestos", kWithout},
    TaxPhrase{"mas iva", kWithout},
    TaxPhrase{"neto", kWithout},
    TaxPhrase{"ללא מע מ", kWithout},
    TaxPhrase{"ללא מעמ", kWithout},
    TaxPhrase{"לפני מע מ", kWithout},
    TaxPhrase{"לפני מעמ", kWithout},
    TaxPhrase{"לא כולל מע מ", kWithout},
    TaxPhrase{"לא כולל מעמ", kWithout},
    TaxPhrase{"נטו", kWithout},
    TaxPhrase{"including vat", kWith},
    TaxPhrase{"including tax", kWith},
    TaxPhrase{"incl vat", kWith},
    TaxPhrase{"incl tax", kWith},
    TaxPhrase{"inc vat", kWith},
    TaxPhrase{"inc tax", kWith},
    TaxPhrase{"with vat", kWith},
    TaxPhrase{"with tax", kWith},
    TaxPhrase{"after tax", kWith},
    TaxPhrase{"incl", kWith},
    TaxPhrase{"gross", kWith},
    TaxPhrase{"brutto", kWith},
    TaxPhrase{"mit mwst", kWith},
    TaxPhrase{"mit ust", kWith},
    TaxPhrase{"mit steuer", kWith},
    TaxPhrase{"inkl mwst", kWith},
    TaxPhrase{"inkl ust", kWith},
    TaxPhrase{"inkl", kWith},
    TaxPhrase{"toutes taxes", kWith},
    TaxPhrase{"toutes taxes comprises", kWith},
    TaxPhrase{"tva comprise", kWith},
    TaxPhrase{"tva incluse", kWith},
    TaxPhrase{"t t c", kWith},
    TaxPhrase{"ttc", kWith},
    TaxPhrase{"con iva", kWith},
    TaxPhrase{"con igic", kWith},
    TaxPhrase{"iva incluido", kWith},
    TaxPhrase{"iva incl", kWith},
    TaxPhrase{"con impuestos", kWith},
    TaxPhrase{"impuestos incluidos", kWith},
    TaxPhrase{"bruto", kWith},
    TaxPhrase{"כולל מע מ", kWith},
    TaxPhrase{"כולל מעמ", kWith},
    TaxPhrase{"עם מע מ", kWith},
    TaxPhrase{"ברוטו", kWith},
    TaxPhrase{"לצרכן", kWith},
};
/// What is written together with a name: "Bruttopreis", "PVHT".
constexpr std::array kTaxParts{
    TaxPhrase{"netto", kWithout},
    TaxPhrase{"brutto", kWith},
    TaxPhrase{"ttc", kWith},
    TaxPhrase{"ht", kWithout},
};

/// Signs that are more than a byte, and part words or stand in abbreviations.
constexpr std::array<std::string_view, 12> kSigns{"\u05F3", "\u05F4", "’", "‘", "”", "“",
                                                  "„",      "–",      "—", "·", "€", "₪"};

/// Where `name` stands in `words` from one word's start to another's end.
std::optional<std::size_t> place_of(std::string_view words, std::string_view name) {
    for (auto at = words.find(name); at != std::string_view::npos; at = words.find(name, at + 1)) {
        const bool starts = at == 0 || words[at - 1] == ' ';
        const auto end = at + name.size();
        if (starts && (end == words.size() || words[end] == ' ')) return at;
    }
    return std::nullopt;
}

bool is_price_or_cost(std::string_view word) {
    return std::ranges::any_of(kItemColumnNames, [&](const FieldNames& names) {
        return (names.field == "price" || names.field == "cost") &&
               name_fit(word, names.words).fit == kWholeName;
    });
}

/// Takes a stretch out of words, and the space that is left over.
void take_out(std::string& words, std::size_t at, std::size_t size) {
    words.erase(at, size);
    if (at < words.size() && words[at] == ' ') words.erase(at, 1);
    if (words.ends_with(' ')) words.pop_back();
}

/// The longest that stands there: "excl vat" before "excl".
const TaxPhrase* longest_phrase(std::string_view words) {
    const TaxPhrase* longest = nullptr;
    for (const TaxPhrase& phrase : kTaxPhrases) {
        if (longest != nullptr && phrase.words.size() <= longest->words.size()) continue;
        if (place_of(words, phrase.words)) longest = &phrase;
    }
    return longest;
}

/// Parts "bruttopreis" into "preis" and what it says of tax.
std::optional<TaxInPrice> take_tax_part(std::string& words) {
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        const std::string_view word = std::string_view{words}.substr(at, end - at);
        for (const TaxPhrase& part : kTaxParts) {
            const auto size = part.words.size();
            const bool before = word.starts_with(part.words);
            if (word.size() <= size || (!before && !word.ends_with(part.words))) continue;
            const auto rest = before ? word.substr(size) : word.substr(0, word.size() - size);
            if (!is_price_or_cost(rest)) continue;
            words.erase(before ? at : at + rest.size(), size);
            return part.tax;
        }
        at = end + 1;
    }
    return std::nullopt;
}

}  // namespace

std::span<const FieldNames> item_column_names() {
    return kItemColumnNames;
}

bool may_be_a_number(std::string_view words) {
    return name_fit(words, kMayBeNumbers).fit == kWholeName;
}

std::string column_words(std::string_view name) {
    std::string words;
    const std::string folded = pos::locale::fold(name);
    std::string_view rest = folded;
    while (!rest.empty()) {
        const auto* const sign = std::ranges::find_if(
            kSigns, [&](std::string_view one) { return rest.starts_with(one); });
        const char c = rest.front();
        const bool parts =
            sign != kSigns.end() || (static_cast<unsigned char>(c) < 0x80 &&
                                     !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z'));
        rest.remove_prefix(sign != kSigns.end() ? sign->size() : 1);
        if (!parts) {
            words += c;
        } else if (!words.empty() && words.back() != ' ') {
            words += ' ';
        }
    }
    if (words.ends_with(' ')) words.pop_back();
    return words;
}

PricedName without_tax_words(std::string_view words) {
    PricedName name{.rest = std::string{words}};
    bool with = false;
    bool without = false;
    const auto says = [&](TaxInPrice tax) { (tax == kWith ? with : without) = true; };
    while (const TaxPhrase* phrase = longest_phrase(name.rest)) {
        says(phrase->tax);
        take_out(name.rest, *place_of(name.rest, phrase->words), phrase->words.size());
    }
    while (const auto tax = take_tax_part(name.rest)) says(*tax);
    if (with != without) name.tax = with ? kWith : kWithout;
    return name;
}

NameFit name_fit(std::string_view words, std::string_view names) {
    constexpr std::size_t kPartBytesMin = 3;  // "no", "id" and "vk" stand within other names
    NameFit best;
    for (std::size_t place = 0; !names.empty(); ++place) {
        const auto end = std::min(names.find('|'), names.size());
        const auto name = names.substr(0, end);
        names.remove_prefix(std::min(end + 1, names.size()));
        if (words == name) return {kWholeName, place};
        if (name.size() >= kPartBytesMin && name.size() > best.fit && place_of(words, name))
            best = {name.size(), place};
    }
    return best;
}

TaxInPrice tax_in_price(std::string_view column) {
    return without_tax_words(column_words(column)).tax;
}

}  // namespace app::core::imports
