with judged as (
    select
        pupils.schooljaar,
        pupils.onderwijsvorm,
        pupils.leerjaar,
        pupils.studiegebied,
        pupils.stageverplichting,
        pupils.is_naamloos,
        pupils.is_p_obl,
        pupils.stageregistratie,
        pupils.source_line,
        -- R23: strictly less; unknown for who is not registered in that system
        pupils.zending_halve_dagen < {{ var('stage_minimum_halve_dagen') }} as is_zending_below_minimum,
        pupils.w_code_halve_dagen < {{ var('stage_minimum_halve_dagen') }} as is_w_code_below_minimum,
        -- R24: unknown for who is not registered in both
        pupils.zending_halve_dagen = pupils.w_code_halve_dagen as is_volume_equal,
        abs(pupils.zending_halve_dagen - pupils.w_code_halve_dagen)
        <= {{ var('stage_tolerantie_halve_dagen') }} as is_volume_within_tolerance,
        pupils.w_code_halve_dagen > pupils.zending_halve_dagen as is_w_code_higher,
        certificates.has_studiebewijs
    from {{ ref('internship_pupils') }} as pupils
    left join {{ ref('enrolment_certificates') }} as certificates
        on pupils.leerling_id = certificates.leerling_id and pupils.schooljaar = certificates.schooljaar
)

select
    schooljaar,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    stageverplichting,
    is_naamloos,
    is_p_obl,
    stageregistratie,
    is_zending_below_minimum,
    is_w_code_below_minimum,
    is_volume_equal,
    is_volume_within_tolerance,
    is_w_code_higher,
    has_studiebewijs,
    cast(count(*) as bigint) as n_leerlingen
from judged
group by all
