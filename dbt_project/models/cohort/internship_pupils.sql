with filed as (
    -- R20: any filing registers; R22: the volume is over all rows, an empty one counts 0
    select
        filings.leerling_id,
        filings.schooljaar,
        sum(coalesce(filings.halve_dagen, 0)) as zending_halve_dagen
    from {{ ref('stg_agodi__zending_stage') }} as filings
    semi join {{ ref('internship_years') }} as years on filings.schooljaar = years.schooljaar
    group by filings.leerling_id, filings.schooljaar
),

absent as (
    -- R20: a W-code registers with half days only
    select
        w_codes.leerling_id,
        w_codes.schooljaar,
        sum(w_codes.halve_dagen) as w_code_halve_dagen
    from {{ ref('stg_agodi__w_codes') }} as w_codes
    semi join {{ ref('internship_years') }} as years on w_codes.schooljaar = years.schooljaar
    where w_codes.halve_dagen > 0
    group by w_codes.leerling_id, w_codes.schooljaar
)

select
    enrolments.leerling_id,
    enrolments.schooljaar,
    enrolments.onderwijsvorm,
    enrolments.leerjaar,
    enrolments.studiegebied,
    enrolments.stageverplichting,
    enrolments.is_naamloos,
    enrolments.is_p_obl,
    -- R21
    case
        when years.schooljaar is null then null
        when filed.leerling_id is not null and absent.leerling_id is not null then 'beide'
        when filed.leerling_id is not null then 'alleen zending'
        when absent.leerling_id is not null then 'alleen W-code'
        else 'geen'
    end as stageregistratie,
    cast(filed.zending_halve_dagen as bigint) as zending_halve_dagen,
    cast(absent.w_code_halve_dagen as bigint) as w_code_halve_dagen,
    enrolments.source_line
from {{ ref('count_day_enrolments') }} as enrolments
left join {{ ref('internship_years') }} as years on enrolments.schooljaar = years.schooljaar
left join filed
    on enrolments.leerling_id = filed.leerling_id and enrolments.schooljaar = filed.schooljaar
left join absent
    on enrolments.leerling_id = absent.leerling_id and enrolments.schooljaar = absent.schooljaar
where enrolments.is_p_stage
