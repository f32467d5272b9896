#include "app/core/billing/takeover/fields.hpp"

#include <algorithm>
#include <array>

namespace app::core::billing::takeover {

namespace {

constexpr std::array kCustomers{
    Field{{"number",
           "number|customer number|customer no|customer id|customer|client number|client id|id|no|"
           "nr|kundennummer|kunden nr|kundennr|kdnr|kd nr|debitor|debitorennummer|numero client"},
          true},
    Field{{"account", "account|account number|account no|konto|kontonummer|vertragskonto|compte"}},
    Field{{"payer", "payer|paid by|pays|zahler|regulierer|zahlt|payeur"}},
    Field{{"name",
           "name|customer name|company|company name|full name|firma|firmenname|kundenname|kunde|"
           "nachname|nom|nombre"},
          true},
    Field{{"kind", "kind|type|customer type|art|kundenart|typ|anrede"}},
    Field{{"street",
           "street|address|address line 1|street address|strasse|adresse|anschrift|strasse hausnr|"
           "rue|calle"}},
    Field{{"postcode", "postcode|postal code|zip|zip code|plz|postleitzahl|code postal"}},
    Field{{"city", "city|town|ort|stadt|wohnort|ville|ciudad"}},
    Field{{"region", "region|state|county|province|bundesland|kanton"}},
    Field{{"country", "country|country code|land|landerkennzeichen|pays|pais"}},
    Field{{"email", "email|e mail|mail|e mail address|email address|e mail adresse|courriel"}},
    Field{{"phone",
           "phone|telephone|telephone number|phone number|mobile|tel|telefon|"
           "telefonnummer|handy"}},
    Field{{"tax_number", "tax number|vat number|vat id|tax id|ust id|ust idnr|ustid|steuernummer"}},
    Field{{"language", "language|sprache|langue"}},
    Field{{"currency", "currency|wahrung|devise"}},
    Field{{"zone", "zone|time zone|zeitzone"}},
    Field{{"bill_day", "bill day|billing day|abrechnungstag|rechnungstag"}},
    Field{{"terms_days", "terms days|terms|payment terms|due days|zahlungsziel|zahlungsfrist"}},
    Field{{"grace_days", "grace days|grace|nachfrist"}},
    Field{{"tax", "tax|tax profile|besteuerung|steuer"}},
    Field{{"delivery", "delivery|delivered by|versand|versandart|zustellung|rechnungsversand"}},
    Field{{"buyer_reference",
           "buyer reference|buyer ref|leitweg id|leitwegid|leitweg|kauferreferenz|kundenreferenz"}},
    Field{{"order_reference",
           "order reference|purchase order|purchase order number|po number|order number|"
           "bestellnummer|bestellreferenz|bestell nr"}},
    Field{{"contract_reference", "contract reference|vertragsreferenz|rahmenvertrag"}},
    Field{{"e_address",
           "e address|electronic address|peppol id|peppol|endpoint|endpoint id|e adresse|"
           "elektronische adresse|rechnungsadresse elektronisch"}},
    Field{{"e_address_scheme",
           "e address scheme|electronic address scheme|scheme|eas|endpoint scheme|schema"}},
};

constexpr std::array kContracts{
    Field{{"number",
           "number|contract number|contract no|contract|contract id|subscription|subscription "
           "number|id|no|nr|vertragsnummer|vertrag|vertrags nr|vertragsnr|abonummer"},
          true},
    Field{{"account",
           "account|account number|customer|customer number|customer no|konto|kontonummer|"
           "kundennummer|kunden nr|kundennr|vertragskonto"},
          true},
    Field{{"plan", "plan|tariff|product|plan code|tarif|produkt|tarifcode"}, true},
    Field{{"version", "version|plan version|tarifversion"}},
    Field{{"start",
           "start|starts|start date|from|begin|begins|since|beginn|vertragsbeginn|ab|von|"
           "lieferbeginn"},
          true},
    Field{{"end", "end|ends|end date|until|to|cancelled|ende|vertragsende|bis|gekundigt zum"}},
    Field{{"points",
           "points|point|service point|meter point|market location|telephone number|zahlpunkt|"
           "messlokation|marktlokation|anschluss|rufnummer"}},
    Field{{"base", "base|added to|base contract|basisvertrag|hauptvertrag"}},
    Field{{"anchor_day", "anchor day|day of the month|stichtag|tag im monat"}},
};

constexpr std::array kMeters{
    Field{{"point",
           "point|service point|meter point|market location|zahlpunkt|messlokation|marktlokation|"
           "anschluss|mprn|mpan|nmi"},
          true},
    Field{{"contract", "contract|contract number|subscription|vertrag|vertragsnummer"}},
    Field{{"meter", "meter|counts|commodity|unit|sort|zahlt|sparte|medium|einheit|zahlerart"},
          true},
    Field{
        {"serial",
         "serial|serial number|meter number|meter no|meter id|zahlernummer|zahler nr|geratenummer|"
         "zahler|seriennummer"}},
    Field{{"digits", "digits|vorkommastellen|stellen"}},
    Field{{"decimals", "decimals|decimal places|nachkommastellen"}},
    Field{{"multiplier", "multiplier|factor|faktor|wandlerfaktor|multiplikator"}},
    Field{{"figure",
           "figure|reading|first reading|meter reading|value|stand|zahlerstand|anfangsstand|"
           "ablesung"},
          true},
    Field{
        {"at",
         "at|read at|date|reading date|read on|installed|datum|ablesedatum|einbaudatum|stand vom"},
        true},
};

constexpr std::array kBalances{
    Field{{"account",
           "account|account number|customer|customer number|customer no|konto|kontonummer|"
           "kundennummer|kunden nr|kundennr|debitor|vertragskonto"},
          true},
    Field{{"amount",
           "amount|balance|open|open amount|opening balance|outstanding|betrag|saldo|offen|"
           "offener betrag|anfangsbestand|restbetrag"},
          true},
    Field{{"reference",
           "reference|invoice|invoice number|invoice no|document|document number|belegnummer|beleg|"
           "rechnungsnummer|rechnung|rechnungs nr|rechnungsnr|referenz"}},
    Field{{"on", "on|date|invoice date|document date|datum|rechnungsdatum|belegdatum"}},
    Field{{"due", "due|due date|due on|fallig|fallig am|falligkeit|falligkeitsdatum|zahlbar bis"}},
    Field{{"text", "text|note|description|bemerkung|buchungstext|verwendungszweck"}},
};

}  // namespace

std::string_view word_of(Kind kind) {
    switch (kind) {
        case Kind::customers:
            return "customers";
        case Kind::contracts:
            return "contracts";
        case Kind::meters:
            return "meters";
        case Kind::balances:
            return "balances";
    }
    return {};
}

std::optional<Kind> kind_of(std::string_view word) {
    const auto found = std::ranges::find(kKinds, word, [](Kind kind) { return word_of(kind); });
    return found == kKinds.end() ? std::nullopt : std::optional{*found};
}

std::span<const Field> fields_of(Kind kind) {
    switch (kind) {
        case Kind::customers:
            return kCustomers;
        case Kind::contracts:
            return kContracts;
        case Kind::meters:
            return kMeters;
        case Kind::balances:
            return kBalances;
    }
    return {};
}

std::vector<tabular::MapEntry> guess(Kind kind, std::span<const std::string> columns,
                                     std::span<const tabular::MapEntry> said) {
    std::vector<imports::FieldNames> names;
    for (const Field& field : fields_of(kind)) names.push_back(field.names);
    return imports::guess_beside(names, columns, said);
}

}  // namespace app::core::billing::takeover
