select
    inschrijvingen.leerling_id,
    inschrijvingen.schooljaar,
    school_years.teldag,
    inschrijvingen.aanbieder,
    inschrijvingen.instellingsnummer,
    inschrijvingen.administratieve_groep,
    inschrijvingen.stelsel,
    inschrijvingen.begindatum,
    inschrijvingen.source_line
from {{ ref('stg_agodi__inschrijvingen') }} as inschrijvingen
inner join {{ ref('school_years') }} as school_years on inschrijvingen.schooljaar = school_years.schooljaar
-- R01
where
    inschrijvingen.begindatum <= school_years.teldag
    and (inschrijvingen.einddatum is null or inschrijvingen.einddatum >= school_years.teldag)
