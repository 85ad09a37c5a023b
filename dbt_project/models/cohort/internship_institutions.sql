with institutions as (
    select
        schooljaar,
        instellingsnummer,
        sum(n_p_stage) as n_p_stage,
        -- R12
        sum(case when studiegebied in {{ three_study_areas() }} then n_p_stage else 0 end) as n_drie_studiegebieden
    from {{ ref('enrolment_units') }}
    where n_p_stage > 0
    group by schooljaar, instellingsnummer
),

filing as (
    select distinct
        schooljaar,
        instellingsnummer
    from {{ ref('stg_agodi__zending_stage') }}
)

select
    institutions.schooljaar,
    institutions.instellingsnummer,
    cast(institutions.n_p_stage as bigint) as n_p_stage,
    cast(institutions.n_drie_studiegebieden as bigint) as n_drie_studiegebieden,
    -- whoever the pupil is; R20: the years in which registration is known
    case
        when years.schooljaar is not null then filing.instellingsnummer is not null
    end as has_zending
from institutions
left join {{ ref('internship_years') }} as years on institutions.schooljaar = years.schooljaar
left join filing
    on
        institutions.schooljaar = filing.schooljaar
        and institutions.instellingsnummer = filing.instellingsnummer
