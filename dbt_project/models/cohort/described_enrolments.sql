select
    chosen.leerling_id,
    chosen.schooljaar,
    chosen.aanbieder,
    chosen.instellingsnummer,
    chosen.administratieve_groep,
    chosen.stelsel,
    groepen.onderwijsvorm,
    groepen.leerjaar,
    groepen.studiegebied,
    groepen.studierichting,
    groepen.has_stageverplichting,
    groepen.is_duaal,
    groepen.is_aanloopfase,
    groepen.is_naamloos,
    groepen.is_se_n_se,
    -- R07: a birthday on the count day counts
    cast(
        year(chosen.teldag) - year(leerlingen.geboortedatum)
        - case
            when
                month(leerlingen.geboortedatum) * 100 + day(leerlingen.geboortedatum)
                > month(chosen.teldag) * 100 + day(chosen.teldag)
                then 1
            else 0
        end as int
    ) as leeftijd,
    chosen.source_line
from {{ ref('chosen_enrolments') }} as chosen
left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
    on chosen.administratieve_groep = groepen.administratieve_groep
left join {{ ref('stg_agodi__leerlingen') }} as leerlingen
    on chosen.leerling_id = leerlingen.leerling_id and chosen.schooljaar = leerlingen.schooljaar
