"""What ledgers call our fields and document types, in English, German, French, Dutch, Spanish, Italian and Danish."""

from __future__ import annotations

from typing import Final

ENTRY_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "entry_no": ("entry no", "entry number", "transaction no", "transaction id", "lfd nr", "n° séquence"),
    "customer_no": (
        *("customer no", "customer number", "customer code", "customer id", "customer", "account", "account no"),
        *("account number", "account code", "account ref", "cust no", "client no", "debtor no", "a/c", "party"),
        *("debitor", "debitorennr", "debitorennummer", "kunde", "kundennr", "kundennummer", "kontonr", "konto"),
        *("n° client", "code client", "compte", "klantnr", "klantnummer", "debiteurnr", "cliente", "n° cliente"),
        *("codice cliente", "código cliente", "kundenr", "kontonummer"),
    ),
    "customer_name": (
        *(
            "customer name",
            "name",
            "account name",
            "client name",
            "client",
            "company",
            "contact name",
            "debtor name",
            "invoice partner display name",
        ),
        *("contact", "bill to", "partner", "kundenname", "debitorenname", "firma", "nom", "nom client", "client"),
        *("naam", "klantnaam", "klant", "nombre", "nombre cliente", "nome", "ragione sociale", "navn", "kundenavn"),
    ),
    "posting_date": (
        *(
            "posting date",
            "date",
            "invoice date",
            "invoice bill date",
            "transaction date",
            "document date",
            "inv date",
            "trans date",
        ),
        *("buchungsdatum", "datum", "rechnungsdatum", "belegdatum", "date comptabilisation", "date facture"),
        *("boekingsdatum", "factuurdatum", "fecha", "fecha registro", "fecha factura", "data", "data fattura"),
        *("data registrazione", "bogføringsdato", "dato", "fakturadato"),
    ),
    "due_date": (
        *("due date", "due", "date due", "due on", "payment due", "maturity date", "fälligkeitsdatum", "fällig"),
        *("fällig am", "fälligkeit", "date échéance", "échéance", "vervaldatum", "vervaldag", "vencimiento"),
        *("fecha vencimiento", "scadenza", "data scadenza", "forfaldsdato", "forfald"),
    ),
    "document_type": (
        *("document type", "doc type", "type", "transaction type", "kind", "tran type", "belegart", "art"),
        *("type document", "documentsoort", "soort", "tipo documento", "tipo", "bilagstype"),
    ),
    "document_no": (
        *("document no", "document number", "invoice no", "invoice number", "invoice", "number", "num", "doc no"),
        *("reference", "ref", "belegnr", "belegnummer", "rechnungsnr", "rechnungsnummer", "beleg", "n° document"),
        *("n° facture", "numéro facture", "documentnr", "factuurnr", "factuurnummer", "nº documento", "nº factura"),
        *("numero fattura", "nr documento", "bilagsnr", "fakturanr", "voucher no"),
    ),
    "external_document_no": (
        *("external document no", "ext doc no", "customer reference", "po number", "your ref", "order no"),
        *("externe belegnummer", "bestellnummer", "n° doc externe", "extern documentnr"),
    ),
    "description": (
        *("description", "details", "memo", "text", "narrative", "beschreibung", "buchungstext", "libellé"),
        *("omschrijving", "descripción", "descrizione", "beskrivelse"),
    ),
    "currency_code": (
        *("currency", "currency code", "curr", "ccy", "währung", "währungscode", "devise", "code devise", "valuta"),
        *("valutacode", "divisa", "moneda", "codice valuta", "valutakode"),
    ),
    "original": (
        *(
            "original amount",
            "amount",
            "total",
            "amount in currency",
            "invoice amount",
            "invoice total",
            "gross",
            "gross amount",
            "value",
        ),
        *("total amount", "betrag", "rechnungsbetrag", "ursprungsbetrag", "brutto", "montant", "montant initial"),
        *("montant ttc", "bedrag", "oorspronkelijk bedrag", "importe", "importe inicial", "importo", "totale"),
        *("beløb", "oprindeligt beløb"),
    ),
    "debit": ("debit", "debit amount", "dr", "soll", "débit", "debet", "debe", "dare"),
    "credit": ("credit", "credit amount", "cr", "haben", "crédit", "haber", "avere", "kredit"),
    "remaining": (
        *(
            "remaining amount",
            "outstanding",
            "residual amount",
            "residual amount in currency",
            "outstanding amount",
            "balance",
            "open amount",
            "open balance",
        ),
        *("amount due", "balance due", "unpaid", "invoice amount due", "restbetrag", "offener betrag", "offen"),
        *("offener saldo", "montant ouvert", "restant dû", "solde", "reste à payer", "restbedrag", "openstaand"),
        *("importe pendiente", "saldo", "importo residuo", "residuo", "restbeløb"),
    ),
    "paid": (
        *("paid", "amount paid", "paid so far", "invoice amount paid", "paid amount", "bezahlt", "gezahlt", "payé"),
        *("montant payé", "betaald", "pagado", "pagato", "betalt"),
    ),
    "original_lcy": ("original amt lcy", "amount lcy", "betrag mw", "montant ds", "bedrag lv", "base amount"),
    "remaining_lcy": ("remaining amt lcy", "restbetrag mw", "montant ouvert ds", "restbedrag lv", "balance lcy"),
    "rate": ("exchange rate", "rate", "fx rate", "kurs", "wechselkurs", "taux de change", "wisselkoers", "tipo cambio"),
    "closed_at": (
        *("cleared date", "date cleared", "settled date", "paid date", "date paid", "payment date", "clear date"),
        *("closed at date", "fully paid on date", "ausgleichsdatum", "bezahlt am", "date paiement", "betaald op"),
    ),
    "open": ("open", "is open", "isopen", "offen", "ouvert", "pendiente", "aperto", "åben"),
}
"""Captions by field of a ledger."""

CUSTOMER_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "no": ("no", *ENTRY_WORDS["customer_no"], "number", "code", "nr", "id"),
    "name": ("customer name", *ENTRY_WORDS["customer_name"], "display name"),
    "address": ("address", "address 1", "address line 1", "street", "adresse", "strasse", "adres", "dirección"),
    "address_2": ("address 2", "address line 2", "adresse 2", "adres 2"),
    "city": ("city", "town", "ort", "stadt", "ville", "plaats", "ciudad", "città", "by"),
    "post_code": ("post code", "postcode", "zip", "zip code", "postal code", "plz", "code postal", "cap"),
    "country_code": ("country", "country code", "land", "pays", "país", "paese"),
    "phone": ("phone", "phone no", "telephone", "tel", "telefon", "telefonnr", "téléphone", "telefoon", "teléfono"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail-adresse", "courriel"),
    "contact_name": ("contact person", "primary contact", "ansprechpartner", "attention", "contactpersoon"),
    "payment_terms_code": ("payment terms", "terms", "zahlungsbedingung", "conditions de paiement"),
    "credit_limit_lcy": ("credit limit", "kreditlimit", "limite de crédit", "kredietlimiet", "límite crédito"),
    "salesperson_code": ("salesperson", "sales rep", "verkäufer", "vendeur"),
}
"""Captions by field of a customer."""

TYPE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "Invoice": (
        *(
            "invoice",
            "inv",
            "si",
            "customer invoice",
            "sales invoice",
            "accrec",
            "tax invoice",
            "out_invoice",
            "rechnung",
            "rg",
        ),
        *("facture", "fac", "factuur", "factura", "fattura", "faktura", "s invoice"),
    ),
    "Credit Memo": (
        *(
            "credit memo",
            "credit note",
            "credit",
            "cn",
            "crn",
            "cm",
            "sc",
            "accreccredit",
            "sales credit",
            "out_refund",
        ),
        *("gutschrift", "gs", "avoir", "creditnota", "creditfactuur", "abono", "nota de crédito", "nota di credito"),
        *("kreditnota",),
    ),
    "Payment": (
        *(
            "payment",
            "pmt",
            "pay",
            "receipt",
            "rct",
            "rec",
            "sr",
            "sa",
            "payment on account",
            "customer payment",
            "cash",
        ),
        *("zahlung", "paiement", "règlement", "betaling", "pago", "pagamento", "overpayment", "prepayment", "deposit"),
    ),
    "Refund": ("refund", "rückerstattung", "remboursement", "terugbetaling", "reembolso", "rimborso", "refundering"),
    "Finance Charge Memo": ("finance charge memo", "finance charge", "interest", "late fee", "zinsrechnung"),
    "Reminder": ("reminder", "mahnung", "rappel", "aanmaning", "recordatorio", "sollecito", "rykker"),
}
"""Words by document type."""

TOTALS: Final = (
    "total",
    "subtotal",
    "sub-total",
    "grand total",
    "summe",
    "gesamt",
    "somme",
    "totaal",
    "totale",
    "suma",
)
"""How lines begin that only add up others."""
