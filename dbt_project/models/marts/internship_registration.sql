with delivered as (
    select period as schooljaar
    from {{ ref('stg_intake__active_files') }}
    where agency = 'agodi' and dataset = 'kwalificaties'
),

qualified as (
    -- R31
    select distinct
        pupils.leerling_id,
        pupils.schooljaar
    from {{ ref('internship_pupils') }} as pupils
    inner join {{ ref('stg_agodi__kwalificaties') }} as kwalificaties
        on pupils.leerling_id = kwalificaties.leerling_id and pupils.schooljaar = kwalificaties.schooljaar
    where
        pupils.onderwijsvorm || ' ' || pupils.leerjaar || ' ' || kwalificaties.studiebewijs in (
            'TSO 6 DIPLOMA_SO', 'BSO 6 STUDIEGETUIGSCHRIFT_6', 'BSO 7 DIPLOMA_SO', 'BSO 7 STUDIEGETUIGSCHRIFT_7'
        )
),

judged as (
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
        case
            when delivered.schooljaar is not null and pupils.leerjaar in ('6', '7')
                then qualified.leerling_id is not null
        end as has_studiebewijs
    from {{ ref('internship_pupils') }} as pupils
    left join delivered on pupils.schooljaar = delivered.schooljaar
    left join qualified
        on pupils.leerling_id = qualified.leerling_id and pupils.schooljaar = qualified.schooljaar
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
